import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { z } from 'zod';
import { type IdSource, randomIds } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import { type Clock, type EpochMs, systemClock } from '../../kernel/time.ts';
import type { Log } from '../log.ts';
import { type AuditTrail, describeAnswer, describeChange, isAudited, recorded } from './audit.ts';
import { readCursor, writeCursor } from './cursor-life.ts';
import { chosenFields, narrow } from './fields.ts';
import { type Idempotency, keepsAnswer } from './idempotency.ts';
import { etagOf, refuseUnchecked } from './if-match.ts';
import { refuseUnsound } from './parse-json.ts';
import type { Authenticate, Principal } from './principal.ts';
import { problemOfZod, problemResponse, type WriteFailure } from './problem-json.ts';
import { type RateLimit, TooManyRequests } from './rate-limit.ts';
import { header, jsonBody } from './request.ts';
import { REQUEST_ID, requestIdOf } from './request-id.ts';
import type { Route } from './route.ts';

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * Maps what was thrown to problem+json in one place, or to what `write` makes of it; what nobody expected is a plain 500 and an
 * error in the log. Every answer names its request.
 */
export function httpStack(
  log: Log,
  handle: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>,
  write: WriteFailure = problemResponse,
): HttpHandler {
  const stack = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .before(({ event }) => {
      refuseUnsound(event.pathParameters, 'path');
      refuseUnsound(event.queryStringParameters, 'query');
    })
    .after(async (request) => {
      request.response = withHeaders(request.response, { [REQUEST_ID]: requestIdOf(request.event) });
    })
    .onError(async (request) => {
      const requestId = requestIdOf(request.event);
      const problem = request.error instanceof Problem ? request.error : undefined;
      request.response = withHeaders(write(problem, requestId), { [REQUEST_ID]: requestId });
      if (problem) return;
      const gatewayRequestId = request.event.requestContext.requestId;
      const { name, message } = request.error ?? {};
      log.error('unexpected failure', { requestId, gatewayRequestId, error: name, reason: message });
    })
    .handler(handle);
  return stack as unknown as HttpHandler;
}

const withHeaders = (
  response: APIGatewayProxyStructuredResultV2 | null | undefined,
  headers: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 => ({ ...response, headers: { ...response?.headers, ...headers } });

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

/** What costs one read of the catalog and is bounded by the operation's own limit at the gateway: a count would cost a write. */
async function authenticated(event: APIGatewayProxyEventV2, authenticate: Authenticate): Promise<Principal> {
  const key = /^Bearer +(\S{1,4000})$/i.exec(header(event, 'authorization') ?? '')?.[1];
  if (!key) throw new Problem('unauthenticated', 'send an API key or a sign-in as `Authorization: Bearer …`');
  const principal = await authenticate(key);
  if (!principal) throw new Problem('unauthenticated', 'this API key or sign-in is not known');
  return principal;
}

function refuseForbidden(route: Route, principal: Principal): void {
  if (route.scope !== 'public' && route.scope !== 'any' && !principal.scopes.includes(route.scope)) {
    throw new Problem('forbidden', `this needs the scope ${route.scope}`);
  }
  if (route.roles && !route.roles.includes(principal.role)) {
    throw new Problem('forbidden', `the role ${principal.role} can not do this`);
  }
}

/** BigInt amounts leave as JSON numbers: all money here stays far below 2^53 minor units. */
const toJson = (value: unknown): string =>
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

type Answer = APIGatewayProxyStructuredResultV2;

function toResponse(route: Route, answer: unknown, nowMs: EpochMs, chosen?: ReadonlySet<string>): Answer {
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

/** Answers a request that was let in, with the headers that tell where its key stands. */
async function admitted(
  { rateLimit }: ApiDeps,
  { keyId }: Principal,
  requestId: string,
  serve: () => Promise<Answer>,
): Promise<Answer> {
  if (!rateLimit) return serve();
  let standing: Readonly<Record<string, string>> = {};
  try {
    standing = await rateLimit(keyId);
    return withHeaders(await serve(), standing);
  } catch (error) {
    if (error instanceof TooManyRequests) return withHeaders(problemResponse(error, requestId), error.headers);
    if (error instanceof Problem) return withHeaders(problemResponse(error, requestId), standing);
    throw error;
  }
}

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
      // A body that is no JSON is read by the handler itself.
      input: toJson({ ...given, ...(route.body ? {} : { text: event.body }) }),
      secretAnswer: route.secretAnswer !== undefined,
    };
    return deps.idempotency(request, respond);
  };
  const handler = httpStack(deps.log, async (event) => {
    const principal = await authenticated(event, deps.authenticate);
    const requestId = requestIdOf(event);
    // Counted before it is refused: who asks for what it may not see has no more requests than others.
    return admitted(deps, principal, requestId, async () => {
      refuseForbidden(route, principal);
      return serve(event, principal, requestId);
    });
  });
  // Who is asked: tests hold each answer to what the OpenAPI document says of the operation.
  return Object.assign(handler, { operationId: route.operationId });
}
