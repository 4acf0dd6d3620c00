import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buildScriptSync, buildTag } from '../../web/tag/build.ts';

const PUBLISHED = '+15551234567';
export const LEASED = '+18005559876';

/** What one of the endpoints that pages call was asked. */
interface Ask {
  kind: 'assign' | 'renew' | 'release' | 'form';
  contentType: string;
  body: { key?: string; token?: string; page?: { url: string; referrer: string } } & Record<string, unknown>;
}

/**
 * How an endpoint answers; returning nothing leaves the request hanging, as a network that swallows packets does.
 * `after` holds the answer back until the test lets it go: a time instead would have to be guessed for every machine.
 */
export type Answer = { status: number; body?: unknown; after?: Promise<void> } | undefined;

export interface TagServer {
  /** Where pages are served; the tag and the API come from {@link TagServer.api}, another origin, as in life. */
  site: string;
  api: string;
  asks: Ask[];
  /** Replaces the answer to assign and renew; without it a lease on {@link LEASED} is given. */
  answer: (ask: Ask) => Answer;
  /** Serves a page; the tag is put in with `tag()`. */
  page(path: string, html: string, headers?: Record<string, string>): string;
  tag(attributes?: string, number?: string): string;
  reset(): void;
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 10_000;

export function lease(more: object = {}): NonNullable<Answer> {
  const now = Date.now();
  return {
    status: 201,
    body: { number: LEASED, token: 'tok-1', kind: 'leased', expiresAtMs: now + 300_000, renewAfterMs: 60_000, ...more },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_BODY_BYTES) throw new Error('body too large');
  }
  return text;
}

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<[Server, string]> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return [server, `http://127.0.0.1:${address.port}`];
}

const KINDS: Record<string, Ask['kind']> = {
  '/v1/leases': 'assign',
  '/v1/leases/renew': 'renew',
  '/v1/leases/release': 'release',
  '/v1/lead-forms': 'form',
};

/** A publisher's site and a Callbourse API, on two origins of this machine. */
export async function startTagServer(): Promise<TagServer> {
  const { code } = await buildTag();
  const form = buildScriptSync('form');
  const pages = new Map<string, { html: string; headers: Record<string, string> }>();
  const asks: Ask[] = [];

  const [siteServer, site] = await listen((request, response) => {
    const found = pages.get((request.url ?? '').split('?')[0] ?? '');
    if (!found) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...found.headers }).end(found.html);
  });
  const [apiServer, api] = await listen(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    if (request.url === '/tag.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(code);
      return;
    }
    if (request.url === '/form.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(form);
      return;
    }
    const kind = KINDS[request.url ?? ''];
    if (!kind || request.method !== 'POST') {
      response.writeHead(request.method === 'OPTIONS' ? 405 : 404).end();
      return;
    }
    const contentType = request.headers['content-type'] ?? '';
    const ask: Ask = { kind, contentType, body: JSON.parse(await bodyOf(request)) };
    asks.push(ask);
    const answer = kind === 'release' ? { status: 204 } : server.answer(ask);
    if (!answer) return;
    await answer.after;
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });

  const server: TagServer = {
    site,
    api,
    asks,
    answer: () => lease(),
    page(path, html, headers = {}) {
      pages.set(path, { html, headers });
      return site + path;
    },
    tag: (attributes = '', number = PUBLISHED) =>
      `<script async src="${api}/tag.js" data-key="pk_test" data-number="${number}" ${attributes}></script>`,
    reset() {
      asks.length = 0;
      server.answer = () => lease();
    },
    async stop() {
      for (const each of [siteServer, apiServer]) {
        each.closeAllConnections();
        await new Promise((resolve) => each.close(resolve));
      }
    },
  };
  return server;
}
