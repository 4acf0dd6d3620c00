import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { httpOutbound, type OutboundRequest } from '../../shared/platform/http/outbound.ts';
import { urlCheck } from '../../shared/platform/http/outbound-url.ts';

/** What names resolve to here, one answer after the other; the last one stays. */
const names = vi.hoisted(() => new Map<string, string[]>());

vi.mock('node:dns', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:dns')>();
  const lookup = (name: string, options: object, callback: (...answer: unknown[]) => void): void => {
    const answers = names.get(name);
    const answer = answers && answers.length > 1 ? answers.shift() : answers?.[0];
    if (answer === undefined) real.lookup(name, options, callback as never);
    else
      callback(
        null,
        answer.split(' ').map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  };
  return { ...real, default: { ...real, lookup }, lookup };
});
vi.mock('node:dns/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:dns/promises')>();
  const { lookup } = await import('node:dns');
  const { promisify } = await import('node:util');
  return { ...real, default: { ...real, lookup: promisify(lookup) }, lookup: promisify(lookup) };
});

let server: Server;
let url: string;
let behave: RequestListener;
let asked = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    behave(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  names.clear();
  asked = 0;
});

const local = httpOutbound({ allowLoopback: true });
const deployed = httpOutbound({ allowLoopback: false });
const post = (changes: Partial<OutboundRequest> = {}): OutboundRequest => ({
  method: 'POST',
  url,
  body: 'x',
  ...changes,
});

describe('an outbound request', () => {
  it('brings back status, headers and text', async () => {
    behave = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () =>
        response.writeHead(202, { 'Retry-After': '7' }).end(`${request.method} ${chunks.join('')}`),
      );
    };
    expect(await local(post())).toMatchObject({
      kind: 'answer',
      status: 202,
      headers: { 'retry-after': '7' },
      text: 'POST x',
      isCut: false,
    });
    expect(await local({ method: 'GET', url })).toMatchObject({ text: 'GET ' });
  });

  it('does not follow a redirect, wherever it leads', async () => {
    behave = (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    expect(await local(post())).toMatchObject({ kind: 'answer', status: 302 });
    expect(asked).toBe(1);
  });

  it('cuts an answer of 3 MB off, and says so', async () => {
    behave = (_request, response) => response.end('x'.repeat(3 * 1024 * 1024));
    const answer = await local(post({ maxAnswerBytes: 1_000 }));
    expect(answer).toMatchObject({ kind: 'answer', status: 200, isCut: true });
    expect(answer.kind === 'answer' && answer.text.length).toBe(1_000);
  });

  it.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['never ends its answer', (_request, response) => void response.write('x')],
  ])('gives up on who %s', async (_who, behaviour) => {
    behave = behaviour;
    expect(await local(post({ timeoutMs: 100 }))).toEqual({ kind: 'failed', why: 'timeout' });
    expect(await local(post({ signal: AbortSignal.timeout(50) }))).toEqual({ kind: 'failed', why: 'timeout' });
  });

  it('says when the connection broke, and when there is too much to send', async () => {
    behave = (_request, response) => response.destroy();
    expect(await local(post())).toEqual({ kind: 'failed', why: 'unreachable' });
    const body = 'x'.repeat(600 * 1024);
    expect(await local(post({ body }))).toEqual({ kind: 'failed', why: 'request-too-large' });
  });
});

const REFUSED = [
  ['https://127.0.0.1/in', 'private-address'],
  ['https://169.254.169.254/latest/meta-data', 'private-address'],
  ['https://[::1]/in', 'private-address'],
  ['https://[::ffff:10.0.0.1]/in', 'private-address'],
  ['https://2130706433/in', 'private-address'],
  ['https://localhost/in', 'private-address'],
  ['https://inside.example/in', 'private-address'],
  ['https://mixed.example/in', 'private-address'],
  ['http://8.8.8.8/in', 'not-https'],
  ['ftp://8.8.8.8/in', 'not-https'],
  ['https://user:word@outside.example/in', 'malformed-url'],
  ['nowhere', 'malformed-url'],
] as const;

describe('a deployed sender', () => {
  it.each(REFUSED)('refuses %s as %s, when it is sent to and when it is saved', async (given, why) => {
    names.set('inside.example', ['10.1.2.3']);
    names.set('mixed.example', ['8.8.8.8 169.254.169.254']);
    expect(await deployed(post({ url: given }))).toEqual({ kind: 'failed', why });
    await expect(urlCheck({ allowLoopback: false })(given)).rejects.toMatchObject({
      kind: 'invalid',
      fields: [{ field: 'body.url' }],
    });
  });

  it('goes by the address that the connection itself is given, whatever a check was told before', async () => {
    const { port } = new URL(url);
    names.set('rebound.example', ['8.8.8.8', '127.0.0.1']);
    const rebound = `https://rebound.example:${port}/in`;
    await expect(urlCheck({ allowLoopback: false })(rebound)).resolves.toBeUndefined();
    expect(await deployed(post({ url: rebound }))).toEqual({ kind: 'failed', why: 'private-address' });
    expect(asked).toBe(0);
  });

  it('takes a name that is not there yet', async () => {
    await expect(urlCheck({ allowLoopback: false })('https://not-yet.invalid/in')).resolves.toBeUndefined();
  });
});

describe('a sender on a developer’s machine', () => {
  it.each([
    ['http://8.8.8.8/in', 'private-address'],
    ['http://10.0.0.1/in', 'private-address'],
    ['https://169.254.169.254/in', 'private-address'],
  ])('reaches that machine alone in plain HTTP, so %s is refused', async (given, why) => {
    expect(await local(post({ url: given }))).toEqual({ kind: 'failed', why });
  });
});
