import { z } from 'zod';
import type { InvocationResult } from '../lambda/protocol.ts';

const responseSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

const STATUS_OF_FAILURE = { error: 500, crash: 500, timeout: 504, throttled: 503 } as const;
const MESSAGE_OF_STATUS: Readonly<Record<number, string>> = {
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** A function's answer as the HTTP API passes it on; one that is no answer at all becomes its own error. */
export function toHttpAnswer(result: InvocationResult): HttpAnswer {
  if (!result.ok) return failure(STATUS_OF_FAILURE[result.reason]);
  const { payload } = result;
  // Without a status code the API takes the whole value for a body, as format 2.0 says.
  if (payload === null || typeof payload !== 'object' || !('statusCode' in payload)) return bare(payload);
  const parsed = responseSchema.safeParse(payload);
  if (!parsed.success) return failure(500);
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const sent: Record<string, string | string[]> = { 'content-type': 'text/plain;charset=UTF-8' };
  for (const [name, value] of Object.entries(headers ?? {})) sent[name.toLowerCase()] = String(value);
  if (cookies?.length) sent['set-cookie'] = cookies;
  return { status: statusCode, headers: sent, body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8') };
}

function bare(payload: unknown): HttpAnswer {
  const body = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload ?? null));
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

export function failure(status: number, message = MESSAGE_OF_STATUS[status] ?? 'Error'): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ message })) };
}
