import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { EpochMs } from '../../kernel/time.ts';
import { writeCursor } from './cursor-life.ts';
import { narrow } from './fields.ts';
import { etagOf } from './if-match.ts';
import type { Route } from './route.ts';

export type Answer = APIGatewayProxyStructuredResultV2;

/** BigInt amounts leave as JSON numbers: all money here stays far below 2^53 minor units. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));

/** What a handler may return besides the body: headers such as `etag`, or a body that is no JSON. */
export class ApiReply<T> {
  readonly body: T;
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: T, headers: Readonly<Record<string, string>>) {
    this.body = body;
    this.headers = headers;
  }
}

/** The view of what is changed as a whole, with its version as `etag`. */
export const tagged = <T extends { readonly version: number }>(view: T): ApiReply<T> =>
  new ApiReply(view, { etag: etagOf(view.version) });

/** What an operation returned, as its route says: parsed by its schema, its cursor sealed, narrowed to the fields that were chosen. */
export function toResponse(route: Route, answer: unknown, nowMs: EpochMs, chosen?: ReadonlySet<string>): Answer {
  const reply = answer instanceof ApiReply ? answer : new ApiReply(answer, {});
  if (route.status === 204) return { statusCode: 204, headers: reply.headers };
  if (route.responseType) {
    const headers = { 'content-type': route.responseType, 'cache-control': 'no-store', ...reply.headers };
    // API Gateway takes bytes as base64 only.
    return reply.body instanceof Uint8Array
      ? { statusCode: route.status, headers, body: Buffer.from(reply.body).toString('base64'), isBase64Encoded: true }
      : { statusCode: route.status, headers, body: String(reply.body) };
  }
  const body = route.response ? route.response.parse(reply.body) : reply.body;
  return {
    statusCode: route.status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...reply.headers },
    body: toJson(writeCursor(narrow(route, body, chosen), nowMs)),
  };
}
