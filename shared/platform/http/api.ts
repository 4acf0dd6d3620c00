import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { z } from 'zod';
import { type IdSource, randomIds } from '../../kernel/ids.ts';
import { type Clock, systemClock } from '../../kernel/time.ts';
import type { Log } from '../log.ts';
import { admitted, authenticated, refuseForbidden } from './admit.ts';
import { type AuditTrail, describeAnswer, describeChange, isAudited, recorded } from './audit.ts';
import { readCursor } from './cursor-life.ts';
import { chosenFields } from './fields.ts';
import { type HttpHandler, httpStack } from './http-stack.ts';
import { type Idempotency, keepsAnswer } from './idempotency.ts';
import { refuseUnchecked } from './if-match.ts';
import type { Authenticate, Principal } from './principal.ts';
import { problemOfZod } from './problem-json.ts';
import type { RateLimit } from './rate-limit.ts';
import { type Answer, type ApiReply, toJson, toResponse } from './reply.ts';
import { header, jsonBody } from './request.ts';
import { requestIdOf } from './request-id.ts';
import type { Route } from './route.ts';

type Out<T> = T extends z.ZodType ? z.output<T> : undefined;

export interface ApiInput<P, Q, B> {
  readonly params: Out<P>;
  readonly query: Out<Q>;
  readonly body: Out<B>;
  readonly principal: Principal;
  /** For what the operation creates: random, or found again by a repeat under the same `Idempotency-Key`. */
  readonly ids: IdSource;
  readonly event: APIGatewayProxyEventV2;
}

export interface ApiDeps {
  readonly log: Log;
  readonly authenticate: Authenticate;
  /** `apiDeps` always gives it; tests of other things do without. */
  readonly idempotency?: Idempotency;
  /** Bounds the requests of each key. */
  readonly rateLimit?: RateLimit;
  /** Records who changed what. `apiDeps` always gives one; tests of other things do without. */
  readonly audit?: AuditTrail;
  readonly ids?: IdSource;
  /** By which cursors expire. */
  readonly clock?: Clock;
}

/** Of an operation that asks for nothing by its query. */
const NO_QUERY = z.strictObject({});

const parse = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw problemOfZod(parsed.error, where);
  return parsed.data;
};

/**
 * An API operation as a Lambda handler: authenticate, count against the key's limit, check the scope, validate by the
 * route's schemas, record a change, run (a POST once per `Idempotency-Key`), answer. An answer that is no JSON (CSV, PDF) is
 * returned as text or bytes where the route has a `responseType`.
 */
export function apiHandler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  deps: ApiDeps,
  run: (
    input: ApiInput<P, Q, B>,
  ) => Promise<z.input<R> | string | ApiReply<z.input<R> | string | Uint8Array> | undefined>,
): HttpHandler {
  const serve = async (event: APIGatewayProxyEventV2, principal: Principal, requestId: string): Promise<Answer> => {
    refuseUnchecked(route, event);
    const { fields, ...query } = event.queryStringParameters ?? {};
    const nowMs = (deps.clock ?? systemClock).nowMs();
    const selects = route.method === 'GET' && route.response !== undefined;
    const chosen = selects ? chosenFields(route, fields) : undefined;
    const given = {
      params: parse(route.params, event.pathParameters ?? {}, 'path'),
      query: readCursor(
        parse(route.query ?? NO_QUERY, selects ? query : (event.queryStringParameters ?? {}), 'query'),
        nowMs,
      ),
      body: parse(route.body, route.body ? jsonBody(event, route.maxBodyBytes) : undefined, 'body'),
    };
    const respond = (ids: IdSource = deps.ids ?? randomIds): Promise<Answer> => {
      const answer = async (): Promise<Answer> =>
        toResponse(route, await run({ ...given, principal, ids, event } as ApiInput<P, Q, B>), nowMs, chosen);
      const { audit, log } = deps;
      if (!audit || !isAudited(route)) return answer();
      const described = describeChange(route, principal, requestId, given);
      return recorded({ audit, log }, described, answer, ({ body }) => describeAnswer(route, body));
    };
    if (!deps.idempotency || !keepsAnswer(route)) return respond();
    const request = {
      keyId: principal.keyId,
      operationId: route.operationId,
      key: header(event, 'idempotency-key'),
      // The version it is made from is asked for as its body is. A body that is no JSON is read by the handler itself.
      input: toJson({ ...given, from: header(event, 'if-match'), ...(route.body ? {} : { text: event.body }) }),
      secretAnswer: route.secretAnswer !== undefined,
    };
    return deps.idempotency(request, respond);
  };
  const handler = httpStack(deps.log, async (event) => {
    const principal = await authenticated(event, deps.authenticate);
    const requestId = requestIdOf(event);
    // Counted before it is refused: who asks for what it may not see has no more requests than others.
    return admitted(deps.rateLimit, principal, requestId, async () => {
      refuseForbidden(route, principal);
      return serve(event, principal, requestId);
    });
  });
  // Who is asked: tests hold each answer to what the OpenAPI document says of the operation.
  return Object.assign(handler, { operationId: route.operationId });
}
