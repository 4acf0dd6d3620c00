import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { ProblemKind } from '../../kernel/problem.ts';
import { REQUEST_ID } from './request-id.ts';
import type { Route } from './route.ts';

const text = { type: 'string' as const };
const whole = { type: 'integer' as const };

/** What answers carry besides their body, each described once. */
const HEADERS = {
  [REQUEST_ID]: { description: 'The request: your own name for it, or one of ours', schema: text },
  'ratelimit-limit': { description: 'Requests that this key has in each window of 10 s', schema: whole },
  'ratelimit-remaining': { description: 'Those it still has in this window', schema: whole },
  'ratelimit-reset': { description: 'Seconds until the next window', schema: whole },
  'retry-after': { description: 'Seconds after which to come again', schema: whole },
  'idempotency-replayed': {
    description: '`true` where this is the first answer again, to the same Idempotency-Key',
    schema: text,
  },
  etag: { description: 'The version, for If-Match', schema: text },
  'www-authenticate': { description: 'How to do better: `Bearer`', schema: text },
};
type HeaderName = keyof typeof HEADERS;

const RATE = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'] as const;

const refsTo = (names: readonly HeaderName[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

export function registerHeaders(registry: OpenAPIRegistry): void {
  for (const [name, header] of Object.entries(HEADERS)) registry.registerComponent('headers', name, header);
}

/** Of what went well. */
export function headersOfSuccess(route: Route, takesKey: boolean) {
  const names: HeaderName[] = [REQUEST_ID];
  if (route.scope !== 'public') names.push(...RATE);
  if (takesKey) names.push('idempotency-replayed');
  if (route.etag || (route.ifMatch && route.response)) names.push('etag');
  return refsTo(names);
}

/** Of what did not: whoever asks too often is told when to come again, and whoever is not known how to be. */
export function headersOfFailure(kind: ProblemKind) {
  if (kind === 'too-many') return refsTo([REQUEST_ID, ...RATE, 'retry-after']);
  return refsTo(kind === 'unauthenticated' ? [REQUEST_ID, 'www-authenticate'] : [REQUEST_ID]);
}
