import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { deterministicId, type IdSource, sha256Hex } from '../../kernel/ids.ts';
import { invalidField, Problem } from '../../kernel/problem.ts';
import { DAY_MS, SECOND_MS } from '../../kernel/time.ts';
import type { Route } from './route.ts';

/** How long a key is remembered. */
export const IDEMPOTENCY_MS = DAY_MS;

/** A first attempt that has not answered by then is dead: no API function lives longer. */
export const ATTEMPT_MS = 60 * SECOND_MS;

export interface StoredAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A POST that changes something is done once for each `Idempotency-Key`; every other method may be repeated as it is. */
export const takesIdempotencyKey = (route: Pick<Route, 'method' | 'scope' | 'audit' | 'onlyAsks'>): boolean =>
  route.method === 'POST' && route.scope !== 'public' && route.audit !== 'none' && !route.onlyAsks;

/** Whether that needs a record of the first answer. */
export const keepsAnswer = (route: Pick<Route, 'method' | 'scope' | 'audit' | 'onlyAsks' | 'idFromKey'>): boolean =>
  takesIdempotencyKey(route) && !route.idFromKey;

/** What stands under a key when an attempt begins. */
export type Standing =
  | { readonly kind: 'begun' }
  | { readonly kind: 'running' }
  | { readonly kind: 'other-input' }
  /** Without an answer where the answer was a secret, shown once. */
  | { readonly kind: 'answered'; readonly answer?: StoredAnswer | undefined };

export interface IdempotencyStore {
  /** Claims the key for this input; an attempt that died is taken over by the same input. */
  begin(recordId: string, inputHash: string): Promise<Standing>;
  finish(recordId: string, answer: StoredAnswer | undefined): Promise<void>;
  /** After a failure: the same input may try again at once. */
  release(recordId: string): Promise<void>;
  /** After a refusal, which changed nothing: as if the key had never been used. */
  forget(recordId: string): Promise<void>;
}

export interface IdempotentRequest {
  /** Whose key it is: two clients may use the same text. */
  readonly keyId: string;
  readonly operationId: string;
  /** The header as sent. */
  readonly key: string | undefined;
  /** The validated input, as text. */
  readonly input: string;
  /** The answer holds a secret: it is not kept, and a repeat is told so. */
  readonly secretAnswer: boolean;
}

type Answer = APIGatewayProxyStructuredResultV2;
export type Idempotency = (request: IdempotentRequest, respond: (ids?: IdSource) => Promise<Answer>) => Promise<Answer>;

/**
 * Ids that a repeated attempt finds again: should the first one have died after its write and before its answer, the second
 * creates the same thing, which every store does once.
 */
function idsOf(attempt: string): IdSource {
  let count = 0;
  return {
    next(prefix) {
      count += 1;
      return deterministicId(prefix, attempt, String(count));
    },
  };
}

function replay(answer: StoredAnswer | undefined): Answer {
  if (!answer) throw new Problem('conflict', 'this was done before; its answer held a secret, which is shown once');
  return { ...answer, headers: { ...answer.headers, 'idempotency-replayed': 'true' } };
}

/**
 * Runs an operation once per `Idempotency-Key`: a repeat with the same input gets the first answer, with other input a 422,
 * while the first is still running a 409. What was refused is forgotten: the corrected request may come under the same key.
 * Without the header it simply runs.
 */
export function idempotency(store: IdempotencyStore): Idempotency {
  return async ({ keyId, operationId, key, input, secretAnswer }, respond) => {
    if (key === undefined) return respond();
    if (!/^[\x21-\x7e]{1,100}$/.test(key)) {
      throw invalidField('headers.idempotency-key', 'must be 1 to 100 visible ASCII characters');
    }
    const recordId = sha256Hex([keyId, operationId, key].join('\n'));
    const inputHash = sha256Hex(input);
    const standing = await store.begin(recordId, inputHash);
    if (standing.kind === 'other-input') {
      throw new Problem('unprocessable', 'this Idempotency-Key was used with other input');
    }
    if (standing.kind === 'running') throw new Problem('conflict', 'the first request with this key is still running');
    if (standing.kind === 'answered') return replay(standing.answer);
    try {
      const answer = await respond(idsOf(sha256Hex(recordId + inputHash)));
      await store.finish(recordId, secretAnswer ? undefined : storable(answer));
      return answer;
    } catch (error) {
      const isRefused = error instanceof Problem && error.kind !== 'unavailable';
      await (isRefused ? store.forget(recordId) : store.release(recordId));
      throw error;
    }
  };
}

const storable = (answer: Answer): StoredAnswer => ({
  statusCode: answer.statusCode ?? 200,
  headers: Object.fromEntries(Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)])),
  body: answer.body ?? '',
});
