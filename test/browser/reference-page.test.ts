import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { buildReference } from '../../web/docs/build.ts';
import { launchChromium } from './chromium.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  const page = await buildReference(inject('openApi'));
  server = createServer((request, response) => {
    const isPage = request.url === '/docs/';
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(isPage ? page : '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 120_000);
afterAll(() => server?.close());

it('the reference opens with every operation, asks no other server and reports no error', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1_200, height: 900 } });
    const strangers: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/favicon/.test(message.location().url)) errors.push(message.text());
    });
    await page.goto(`${url}/docs/`);
    await page
      .getByRole('heading', { name: /Callbourse API/ })
      .first()
      .waitFor({ timeout: 60_000 });
    // The menu opens tag by tag.
    for (const [tag, operation] of [
      ['Offers', 'Make an offer'],
      ['Disputes', 'List disputes, newest first'],
    ] as const) {
      await page.getByText(tag, { exact: true }).first().click();
      await page.getByText(operation).first().waitFor({ state: 'attached', timeout: 60_000 });
    }
    expect(strangers).toEqual([]);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
}, 180_000);
