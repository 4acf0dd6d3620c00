import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../kernel/problem.ts';
import { parseJson } from './parse-json.ts';

/** The most a body may weigh. API Gateway allows 10 MB; nothing here needs a tenth of it. */
export const MAX_BODY_BYTES = 256 * 1024;

/** The body as sent, base64 undone, refused above the limit before anything reads it. */
export function rawBody(event: APIGatewayProxyEventV2, maxBytes = MAX_BODY_BYTES): string {
  const body = event.body ?? '';
  const encoded = event.isBase64Encoded === true;
  const bytes = encoded ? Math.floor((body.length * 3) / 4) : Buffer.byteLength(body);
  if (bytes > maxBytes) {
    const message = `is larger than ${maxBytes} bytes`;
    throw new Problem('too-large', `the body ${message}`, [{ field: 'body', message }]);
  }
  return encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** Parses a JSON body; an empty one is `undefined`. */
export function jsonBody(event: APIGatewayProxyEventV2, maxBytes = MAX_BODY_BYTES): unknown {
  const text = rawBody(event, maxBytes);
  return text.trim() === '' ? undefined : parseJson(text);
}

/** API Gateway lower-cases header names; a header sent twice arrives joined by a comma. */
export const header = (event: APIGatewayProxyEventV2, name: string): string | undefined =>
  event.headers[name.toLowerCase()];
