import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { REFERENCE_POLICY } from '../../infra/constructs/page-headers.ts';
import { compileReference } from '../../web/docs/build.ts';
import { launchChromium } from './chromium.ts';

/** As CloudFront serves it: the files under `/docs/` with their policy, the document at the root. */
const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
const FILES = new Map(compileReference().map(({ name, bytes }) => [`/docs/${name}`, bytes]));

let server: Server;
let url: string;
let browser: Browser;

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url === '/docs/' ? '/docs/index.html' : (request.url ?? '');
    const file = path === '/openapi.json' ? inject('openApi') : FILES.get(path);
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/json';
    response.writeHead(file === undefined ? 404 : 200, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': REFERENCE_POLICY.join('; '),
    });
    response.end(file);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** Opens the reference at one of its operations, and tells what it asked of others and what went wrong. */
async function open(page: Page, at: string): Promise<{ readonly strangers: string[]; readonly errors: string[] }> {
  const strangers: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(`${url}/docs/#${at}`);
  return { strangers, errors };
}

const seen = (page: Page, heading: string): Promise<void> =>
  page.getByRole('heading', { name: heading }).first().waitFor({ timeout: 60_000 });

/** What axe calls serious or critical on the page as it stands. */
async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run = `axe.run(document, { resultTypes: ['violations'] })`;
  const { violations } = (await page.evaluate(run)) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

describe('the reference', () => {
  it('opens with every operation under its own policy, asks no other server and reports no error', async () => {
    const page = await browser.newPage({ viewport: { width: 1_200, height: 900 } });
    const { strangers, errors } = await open(page, '');
    await seen(page, 'Callbourse API');
    // The menu opens tag by tag.
    for (const [tag, operation] of [
      ['Offers', 'Make an offer'],
      ['Disputes', 'List disputes, newest first'],
    ] as const) {
      await page.getByText(tag, { exact: true }).first().click();
      await page.getByText(operation).first().waitFor({ state: 'attached', timeout: 60_000 });
    }
    await page.close();
    expect([strangers, errors]).toEqual([[], []]);
  }, 180_000);

  it('shows what to send, what comes back and what a mistake is answered with', async () => {
    const page = await browser.newPage({ viewport: { width: 1_200, height: 900 } });
    await open(page, '/offers/createoffer');
    await seen(page, 'Make an offer');
    const shown = (text: string) => page.getByText(text).first().waitFor({ timeout: 60_000 });
    await shown('Roof repair, Illinois');
    await page.getByRole('button', { name: /^201/ }).last().click();
    await shown('"offer_8x0cq2"');
    await page.getByRole('button', { name: /^400/ }).last().click();
    await shown('body.model: Invalid option');
    await page.close();
  }, 180_000);

  it.each([
    ['light', 1_300, '', 'Callbourse API'],
    ['light', 1_300, '/offers/createoffer', 'Make an offer'],
    ['dark', 1_300, '/offers/createoffer', 'Make an offer'],
    ['dark', 390, '/outcomes/getoutcome', 'Show an outcome'],
  ] as const)(
    'has nothing that axe calls serious: %s, %i pixels wide, %s',
    async (colorScheme, width, at, heading) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await open(page, at);
      await seen(page, heading);
      // Operations are drawn one after the other: a text that has its own colour before the ground behind it is none that stays.
      await expect.poll(() => serious(page), { timeout: 150_000, interval: 500 }).toEqual([]);
      await page.close();
    },
    240_000,
  );

  it('is searched by keyboard', async () => {
    const page = await browser.newPage({ viewport: { width: 1_200, height: 900 } });
    const { errors } = await open(page, '');
    await seen(page, 'Callbourse API');
    await page.keyboard.press('Control+k');
    await page
      .getByPlaceholder(/search/i)
      .last()
      .fill('withdraw');
    await page.getByText('Withdraw a dispute').last().waitFor({ timeout: 60_000 });
    expect([await serious(page), errors]).toEqual([[], []]);
    await page.close();
  }, 180_000);
});
