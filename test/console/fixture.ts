import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { api } from '../../infra/local/demo/http.ts';
import { launchChromium } from '../browser/chromium.ts';
import { prepareApp, type RunningApp } from '../road/running-app.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../.local/screenshots/console/', import.meta.url));

/** The ready people of the local identity provider, one for each role and a second clerk. */
export const PEOPLE = {
  publisher: 'publisher@example.com',
  advertiser: 'advertiser@example.com',
  finance: 'finance@example.com',
  approver: 'approver@example.com',
  operator: 'operator@example.com',
} as const;
export type Who = keyof typeof PEOPLE;

const SLOW_MS = 60_000;

export interface ConsoleWorld {
  readonly app: RunningApp;
  /** A page of somebody's own browser, signed in; its address is after the `#`. */
  signedIn(who: Who, address?: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
  /** A call to the sample's published number, judged when this returns. */
  call(from: string, talkSeconds: number): Promise<string>;
  /** The operator's key: what a test sets up besides the console. */
  operator(): Promise<ReturnType<typeof api>>;
  close(): Promise<void>;
}

/** The whole app with the console, and a real browser beside it. */
export async function consoleWorld(): Promise<ConsoleWorld> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const app = await prepareApp();
  await app.start();
  // It is made when somebody first asks for it, and each day begins with it, whichever is run alone.
  await api(app.url).get('/__local/sample/config');
  const browser = await launchChromium();
  const contexts: BrowserContext[] = [];
  return {
    app,
    async signedIn(who, address = '', options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(SLOW_MS);
      await page.goto(`${app.url}/console/${address}`);
      await page.locator(`button[value="${PEOPLE[who]}"]`).click();
      await page.locator('main h1').waitFor();
      return page;
    },
    async call(from, talkSeconds) {
      const { publishedNumber } = await api(app.url).get<{ publishedNumber: string }>('/__local/sample/config');
      const made = await api(app.url).send<{ outcomeId: string }>('POST', '/__local/sample/call', {
        to: publishedNumber,
        from,
        talkSeconds,
      });
      return made.outcomeId;
    },
    async operator() {
      const { value } = await api(app.url).get<{ value: string }>(
        `/__local/secrets/${encodeURIComponent('callbourse/local/operator-key')}`,
      );
      return api(app.url, value);
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await app.remove();
    },
  };
}

export const screenshot = (page: Page, name: string): Promise<Buffer> =>
  page.screenshot({ path: `${SCREENSHOTS}${name}.png`, fullPage: true });

/** What axe holds against the page as it stands: nothing serious. The page's policy forbids scripts of others, so it comes by the debugger. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`)) as axe.AxeResults;
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html.slice(0, 160)) }));
  expect(serious, page.url()).toEqual([]);
}

const MAX_LOADING = 50;

/** Until nothing on the page says that it loads. */
export async function settled(page: Page): Promise<void> {
  const loading = page.locator('.loading, [aria-busy="true"]');
  for (let times = 0; times < MAX_LOADING && (await loading.count()) > 0; times += 1) {
    await loading.first().waitFor({ state: 'detached' });
  }
}
