import type { IncomingMessage } from 'node:http';
import { BadRequest, type LocalRequest } from './local-route.ts';

/** The HTTP API's own limit. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** The whole body, or undefined when it is larger than the API takes. */
export async function readBody(incoming: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function toLocalRequest(
  incoming: IncomingMessage,
  url: URL,
  params: Readonly<Record<string, string>>,
  body: Buffer,
): LocalRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    params,
    query: url.searchParams,
    headers,
    body,
    json: () => {
      try {
        return JSON.parse(body.toString('utf8'));
      } catch {
        throw new BadRequest('the body is not JSON');
      }
    },
  };
}
