import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Block } from './markdown.ts';
import { runSession } from './session.ts';

const FETCHING_CURL = fileURLToPath(new URL('fetching-curl.ts', import.meta.url));

/** Tells what it was asked; 404 where the path says so. */
const echo: Server = createServer(async (request, response) => {
  const body = (await request.toArray()).join('');
  response.statusCode = request.url === '/missing' ? 404 : 200;
  const { authorization, 'content-type': type } = request.headers;
  response.end(JSON.stringify({ method: request.method, url: request.url, authorization, type, body }));
});
let url = '';
beforeAll(async () => {
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  url = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
});
afterAll(() => echo.close());

const block = (line: number, text: string): Block => ({ at: `a-guide.md:${line}`, language: 'sh', words: [], text });

describe('a session', () => {
  it('asks the app where the guides say 127.0.0.1:4000, and keeps what blocks set for later ones', async () => {
    const { failure, written } = await runSession(url, [
      block(1, 'BASE=http://127.0.0.1:4000\nBODY=\'{"a": 1}\''),
      block(5, 'curl -s $BASE/x -d "$BODY" -H "authorization: me"'),
    ]);
    expect(failure).toBeUndefined();
    expect(JSON.parse(written.get('a-guide.md:5') ?? '')).toEqual({
      method: 'POST',
      url: '/x',
      authorization: 'me',
      type: 'application/x-www-form-urlencoded',
      body: '{"a": 1}',
    });
  });

  it.each([
    ['an answer of 400 or above', 'curl -s http://127.0.0.1:4000/missing', '404 GET'],
    ['one within a pipe', 'ID=$(curl -s http://127.0.0.1:4000/missing | sed s/a/b/)', '404 GET'],
    ['a variable that no block set', 'echo $NOBODY', 'NOBODY'],
    ['a command that nobody has', 'no-such-command', 'no-such-command'],
    ['a script that package.json lacks', 'npm run no-such-script', 'no-such-script'],
  ])('fails by %s, and says in which block', async (_what, text, told) => {
    const { failure } = await runSession(url, [block(1, 'true'), block(7, text), block(9, 'echo not reached >&2')]);
    expect(failure).toContain('@ a-guide.md:7');
    expect(failure).toContain(told);
    expect(failure).not.toContain('a-guide.md:9');
  });

  it('ends what a guide leaves in the background', async () => {
    const receiver = `node -e 'require("http").createServer((q, s) => s.end()).listen(9099, "127.0.0.1")' &`;
    const { written } = await runSession(url, [
      block(1, `${receiver}\nuntil curl -s http://127.0.0.1:9099; do sleep 0.1; done\necho 9099`),
    ]);
    const left = `http://127.0.0.1:${written.get('a-guide.md:1')?.trim()}`;
    const answers = (): Promise<boolean> =>
      fetch(left).then(
        ({ ok }) => ok,
        () => false,
      );
    await expect.poll(answers, { timeout: 30_000 }).toBe(false);
  });
});

describe('what stands in for curl where there is none', () => {
  const ask = (...args: string[]): Promise<{ code: number; out: string; told: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [FETCHING_CURL, ...args], (error, out, told) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, told }),
      );
    });

  it('asks as curl does', async () => {
    const { code, out, told } = await ask(
      '-s',
      '-X',
      'PUT',
      `${url}/x?a=b`,
      '-H',
      'authorization: Bearer a:b',
      '-d',
      '{}',
    );
    expect(JSON.parse(out)).toEqual({
      method: 'PUT',
      url: '/x?a=b',
      authorization: 'Bearer a:b',
      type: 'application/x-www-form-urlencoded',
      body: '{}',
    });
    expect([code, told]).toEqual([0, `200 PUT ${url}/x?a=b\n`]);
  });

  it('fails with the body shown where the answer is 400 or above', async () => {
    const { code, out } = await ask('-s', `${url}/missing`);
    expect(code).toBe(22);
    expect(JSON.parse(out)).toMatchObject({ method: 'GET', url: '/missing' });
  });

  it.each([['--insecure'], ['a second address'], ['http://127.0.0.1/{pattern}']])('refuses %s', async (arg) => {
    expect((await ask(url, arg)).code).toBe(1);
  });
});
