import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { InvocationResult } from '../lambda/protocol.ts';
import type { ApiDefinition, RouteDefinition } from '../plan.ts';
import { failure, type HttpAnswer, toHttpAnswer } from './api-response.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { toApiEvent } from './event.ts';
import { BadRequest, type LocalResponse, type LocalRoute } from './local-route.ts';
import { readBody, toLocalRequest } from './read-request.ts';
import { RouteTable } from './routes.ts';

const LOCAL_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]']);

export type HttpServerParts<Context> = {
  readonly port: number;
  readonly api: ApiDefinition | undefined;
  readonly routes: readonly RouteDefinition[];
  readonly localRoutes: readonly LocalRoute<Context>[];
  readonly context: Context;
  readonly nowMs: () => number;
  readonly invoke: (functionName: string, event: unknown) => Promise<InvocationResult>;
};

/** Serves local-only routes and the template's HTTP API on one loopback port. Throws when the port is taken. */
export async function serveHttp<Context>(parts: HttpServerParts<Context>): Promise<Server> {
  const local = new RouteTable<LocalRoute<Context>>();
  for (const route of parts.localRoutes) local.add(`${route.method} ${route.path}`, route);
  const api = new RouteTable<string>();
  for (const route of parts.routes) api.add(route.key, route.functionName);

  const server = createServer((incoming, outgoing) => {
    answer(incoming, parts, local, api)
      .catch((error: unknown) => (error instanceof BadRequest ? failure(400, error.message) : failure(500)))
      .then((reply) => send(outgoing, incoming, reply))
      .catch(() => outgoing.destroy());
  });
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    reject(
      error.code === 'EADDRINUSE' ? new Error(`port ${parts.port} is taken: set CALLBOURSE_PORT to a free one`) : error,
    ),
  );
  server.listen(parts.port, '127.0.0.1', () => resolve(server));
  return promise;
}

async function answer<Context>(
  incoming: IncomingMessage,
  parts: HttpServerParts<Context>,
  local: RouteTable<LocalRoute<Context>>,
  api: RouteTable<string>,
): Promise<HttpAnswer> {
  const method = incoming.method ?? 'GET';
  const url = parseUrl(incoming.url);
  if (!url) return failure(400, 'Bad Request');
  const body = await readBody(incoming);
  if (!body) return failure(413, 'Request Entity Too Large');

  const own = local.match(method, url.pathname);
  if (own) {
    // A page of another site must not reach these through a name of its own that points here.
    if (!isLocalHost(incoming.headers.host)) return failure(403, 'Forbidden');
    return toAnswer(await own.target.handle(toLocalRequest(incoming, url, own.params, body), parts.context));
  }
  const { cors } = parts.api ?? {};
  const origin = incoming.headers.origin;
  if (cors && method === 'OPTIONS' && origin) {
    return { status: 204, headers: preflightHeaders(cors, origin), body: Buffer.alloc(0) };
  }
  const match = api.match(method, url.pathname);
  if (!match) return failure(404, 'Not Found');
  const event = toApiEvent({
    request: toLocalRequest(incoming, url, match.params, body),
    rawQuery: url.search.slice(1),
    routeKey: match.key,
    apiId: parts.api?.name ?? 'local',
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    nowMs: parts.nowMs(),
  });
  const reply = toHttpAnswer(await parts.invoke(match.target, event));
  return { ...reply, headers: { ...reply.headers, ...corsHeaders(cors, origin) } };
}

function parseUrl(path: string | undefined): URL | undefined {
  try {
    return new URL(`http://localhost${path ?? '/'}`);
  } catch {
    return undefined;
  }
}

function isLocalHost(host: string | undefined): boolean {
  return host !== undefined && LOCAL_HOSTS.has(host.replace(/:\d+$/, ''));
}

function toAnswer(response: LocalResponse): HttpAnswer {
  const { body = '' } = response;
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  return {
    status: response.status,
    headers: { ...(isJson && { 'content-type': 'application/json' }), ...response.headers },
    body: Buffer.isBuffer(body) ? body : Buffer.from(isJson ? JSON.stringify(body) : body),
  };
}

function send(outgoing: ServerResponse, incoming: IncomingMessage, reply: HttpAnswer): void {
  // A body that was refused unread would be taken for the next request on this connection.
  if (!incoming.complete) outgoing.setHeader('connection', 'close');
  const bodiless = incoming.method === 'HEAD' || reply.status === 204 || reply.status === 304;
  const length = bodiless ? {} : { 'content-length': reply.body.length };
  outgoing.writeHead(reply.status, { ...reply.headers, ...length });
  outgoing.end(bodiless ? undefined : reply.body);
}
