import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem, type ProblemKind } from '../../kernel/problem.ts';

/** The most a body may weigh. API Gateway allows 10 MB; nothing here needs a tenth of it. */
export const MAX_BODY_BYTES = 256 * 1024;

/** Deeper JSON is an attack or a mistake; a criteria tree, the deepest thing we take, stays far below. */
export const MAX_JSON_DEPTH = 32;

const aboutBody = (kind: ProblemKind, message: string): Problem =>
  new Problem(kind, `the body ${message}`, [{ field: 'body', message }]);

/** The body as sent, base64 undone, refused above the limit before anything reads it. */
export function rawBody(event: APIGatewayProxyEventV2, maxBytes = MAX_BODY_BYTES): string {
  const body = event.body ?? '';
  const encoded = event.isBase64Encoded === true;
  const bytes = encoded ? Math.floor((body.length * 3) / 4) : Buffer.byteLength(body);
  if (bytes > maxBytes) throw aboutBody('too-large', `is larger than ${maxBytes} bytes`);
  return encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** Depth of the brackets outside strings: linear, and done before JSON.parse builds anything. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    if (inString) {
      if (char === 92) index += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) return true;
    } else if (char === 125 || char === 93) depth -= 1;
  }
  return false;
}

/** Parses a JSON body; an empty one is `undefined`. */
export function jsonBody(event: APIGatewayProxyEventV2, maxBytes = MAX_BODY_BYTES): unknown {
  const text = rawBody(event, maxBytes);
  if (text.trim() === '') return undefined;
  if (isTooDeep(text)) throw aboutBody('invalid', `is nested deeper than ${MAX_JSON_DEPTH} levels`);
  try {
    return JSON.parse(text);
  } catch {
    throw aboutBody('invalid', 'is not valid JSON');
  }
}

/** API Gateway lower-cases header names; a header sent twice arrives joined by a comma. */
export const header = (event: APIGatewayProxyEventV2, name: string): string | undefined =>
  event.headers[name.toLowerCase()];
