import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Problem } from '../../kernel/problem.ts';
import { withHeaders } from './http-stack.ts';
import type { Authenticate, Principal } from './principal.ts';
import { problemResponse } from './problem-json.ts';
import { type RateLimit, TooManyRequests } from './rate-limit.ts';
import type { Answer } from './reply.ts';
import { header } from './request.ts';
import type { Route } from './route.ts';

/** What costs one read of the catalog and is bounded by the operation's own limit at the gateway: a count would cost a write. */
export async function authenticated(event: APIGatewayProxyEventV2, authenticate: Authenticate): Promise<Principal> {
  const key = /^Bearer +(\S{1,4000})$/i.exec(header(event, 'authorization') ?? '')?.[1];
  if (!key) throw new Problem('unauthenticated', 'send an API key or a sign-in as `Authorization: Bearer …`');
  const principal = await authenticate(key);
  if (!principal) throw new Problem('unauthenticated', 'this API key or sign-in is not known');
  return principal;
}

/** @throws Problem `forbidden` for a role or a key that the route is not for */
export function refuseForbidden(route: Route, principal: Principal): void {
  if (route.scope !== 'public' && route.scope !== 'any' && !principal.scopes.includes(route.scope)) {
    throw new Problem('forbidden', `this needs the scope ${route.scope}`);
  }
  if (route.roles && !route.roles.includes(principal.role)) {
    throw new Problem('forbidden', `the role ${principal.role} can not do this`);
  }
}

/** Answers a request that was let in, with the headers that tell where its key stands. */
export async function admitted(
  rateLimit: RateLimit | undefined,
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
