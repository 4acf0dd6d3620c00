import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { z } from 'zod';
import { type IdSource, randomIds } from '../../kernel/ids.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Log } from '../log.ts';
import type { Idempotency } from './idempotency.ts';
import type { Authenticate, Principal } from './principal.ts';
import { problemOfZod, problemResponse } from './problem-json.ts';
import { header, jsonBody } from './request.ts';
import type { Route } from './route.ts';

export type HttpHandler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Maps what was thrown to problem+json in one place; what nobody expected is a plain 500 and an error in the log. */
export function httpStack(
  log: Log,
  handle: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>,
): HttpHandler {
  const stack = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .onError(async (request) => {
      const requestId = request.event.requestContext.requestId;
      if (request.error instanceof Problem) {
        request.response = problemResponse(request.error, requestId);
        return;
      }
      log.error('unexpected failure', { requestId, error: request.error?.name, reason: request.error?.message });
      request.response = {
        statusCode: 500,
        headers: { 'content-type': 'application/problem+json' },
        body: JSON.stringify({
          type: 'urn:callbourse:problem:internal',
          title: 'Something went wrong on our side',
          status: 500,
          instance: requestId,
        }),
      };
    })
    .handler(handle);
  return stack as unknown as HttpHandler;
}

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
  /** For POST only; without it the header is ignored. */
  readonly idempotency?: Idempotency;
  readonly ids?: IdSource;
}

const parse = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw problemOfZod(parsed.error, where);
  return parsed.data;
};

async function authorize(route: Route, event: APIGatewayProxyEventV2, authenticate: Authenticate): Promise<Principal> {
  const key = /^Bearer +(\S{1,200})$/i.exec(header(event, 'authorization') ?? '')?.[1];
  if (!key) throw new Problem('unauthenticated', 'send the API key as `Authorization: Bearer <key>`');
  const principal = await authenticate(key);
  if (!principal) throw new Problem('unauthenticated', 'this API key is not known');
  if (route.scope !== 'public' && !principal.scopes.includes(route.scope)) {
    throw new Problem('forbidden', `this needs the scope ${route.scope}`);
  }
  if (route.roles && !route.roles.includes(principal.role)) {
    throw new Problem('forbidden', `the role ${principal.role} can not do this`);
  }
  return principal;
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

type Answer = APIGatewayProxyStructuredResultV2;

function toResponse(route: Route, answer: unknown): Answer {
  const reply = answer instanceof ApiReply ? answer : new ApiReply(answer, {});
  if (route.status === 204) return { statusCode: 204, headers: reply.headers };
  if (route.responseType) {
    const headers = { 'content-type': route.responseType, 'cache-control': 'no-store', ...reply.headers };
    // API Gateway takes bytes as base64 only.
    return reply.body instanceof Uint8Array
      ? { statusCode: route.status, headers, body: Buffer.from(reply.body).toString('base64'), isBase64Encoded: true }
      : { statusCode: route.status, headers, body: String(reply.body) };
  }
  return {
    statusCode: route.status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...reply.headers },
    body: toJson(route.response ? route.response.parse(reply.body) : reply.body),
  };
}

/**
 * An API operation as a Lambda handler: authenticate, check the scope, validate by the route's schemas, run (a POST once per
 * `Idempotency-Key`), answer. An answer that is no JSON (CSV, PDF) is returned as text or bytes where the route has a `responseType`.
 */
export function apiHandler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  deps: ApiDeps,
  run: (
    input: ApiInput<P, Q, B>,
  ) => Promise<z.input<R> | string | ApiReply<z.input<R> | string | Uint8Array> | undefined>,
): HttpHandler {
  return httpStack(deps.log, async (event) => {
    const principal = await authorize(route, event, deps.authenticate);
    const given = {
      params: parse(route.params, event.pathParameters ?? {}, 'path'),
      query: parse(route.query, event.queryStringParameters ?? {}, 'query'),
      body: parse(route.body, route.body ? jsonBody(event, route.maxBodyBytes) : undefined, 'body'),
    };
    const respond = async (ids: IdSource = deps.ids ?? randomIds): Promise<Answer> =>
      toResponse(route, await run({ ...given, principal, ids, event } as ApiInput<P, Q, B>));
    if (route.method !== 'POST' || !deps.idempotency) return respond();
    const request = {
      keyId: principal.keyId,
      operationId: route.operationId,
      key: header(event, 'idempotency-key'),
      input: toJson(given),
      secretAnswer: route.secretAnswer === true,
    };
    return deps.idempotency(request, respond);
  });
}
