import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchChromium } from './chromium.ts';
import { startTagServer, type TagServer } from './tag-server.ts';

/** Runs before the page's own scripts: sums layout shift as CLS does (none just after a click), counts frames asked for, and collects errors. */
const WATCH = `
  window.__shift = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value; })
    .observe({ type: 'layout-shift', buffered: true });
  window.__frames = 0;
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (work) => { window.__frames++; return ask(work); };
  window.__errors = [];
  addEventListener('error', (event) => window.__errors.push(event.message));
  addEventListener('unhandledrejection', (event) => window.__errors.push(String(event.reason)));
  document.addEventListener('securitypolicyviolation', (event) => window.__errors.push(event.violatedDirective));
`;

interface OpenOptions {
  path?: string;
  /** Attributes of the script element besides the usual. */
  attributes?: string;
  number?: string;
  headers?: Record<string, string>;
  /** False where the tag is expected to leave the page alone. */
  swapped?: boolean;
}

export interface TagFixture {
  server: TagServer;
  context: BrowserContext;
  page: Page;
  /** Opens a page of this body with the tag in its head, and waits until the published number has been replaced. */
  open(body: string, options?: OpenOptions): Promise<void>;
  /** Evaluates an expression in the page. */
  look<T>(expression: string): Promise<T>;
  /** Waits until the expression is true in the page. */
  until(expression: string): Promise<void>;
  /** Waits until the condition holds here. */
  eventually(condition: () => boolean | Promise<boolean>, what: string): Promise<void>;
}

/** Only a test that fails waits this long. */
const WAIT_MS = 30_000;

/** One browser for the file; a new context, with empty storage, for each test. */
export function useTagFixture(): TagFixture {
  let browser: Browser;
  const fixture = {} as TagFixture;

  beforeAll(async () => {
    [browser, fixture.server] = await Promise.all([launchChromium(), startTagServer()]);
  });
  afterAll(async () => {
    await Promise.all([browser?.close(), fixture.server?.stop()]);
  });
  beforeEach(async () => {
    fixture.server.reset();
    fixture.context = await browser.newContext();
    await fixture.context.addInitScript(WATCH);
    fixture.page = await fixture.context.newPage();
    fixture.page.setDefaultTimeout(WAIT_MS);
  });
  afterEach(async () => {
    await fixture.context.close();
  });

  fixture.open = async (body, { path = '/page', attributes, number, headers, swapped = true } = {}) => {
    const { server, page } = fixture;
    const head = `<meta charset="utf-8"><title>Call 555-123-4567</title>${server.tag(attributes, number)}`;
    const html = `<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
    await page.goto(server.page(path, html, headers));
    if (swapped) await fixture.until(`window.callbourse && callbourse.number === '+18005559876'`);
    await fixture.look('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  };
  fixture.look = (expression) => fixture.page.evaluate(expression);
  // Asked from here, since a page's policy may forbid the page to wait on a string.
  fixture.until = (expression) => fixture.eventually(() => fixture.look<boolean>(`!!(${expression})`), expression);
  fixture.eventually = async (condition, what) => {
    const giveUpAt = Date.now() + WAIT_MS;
    while (!(await condition())) {
      if (Date.now() > giveUpAt) throw new Error(`waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return fixture;
}
