import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advertiserDay } from './days/advertiser.ts';
import { financeDay } from './days/finance.ts';
import { operatorDay } from './days/operator.ts';
import { publisherDay } from './days/publisher.ts';
import { type ConsoleWorld, consoleWorld, expectAccessible, PEOPLE, screenshot, settled, type Who } from './fixture.ts';

/** One app and one browser for all of it: starting them takes longer than any test. */
let world: ConsoleWorld;
const get = (): ConsoleWorld => world;

beforeAll(async () => {
  world = await consoleWorld();
}, 300_000);
afterAll(() => world?.close());

const SLOW_MS = 240_000;
const ROLES: readonly Who[] = ['publisher', 'advertiser', 'finance', 'operator'];

/** Every place in the navigation, as a link leads to it. */
const placesOf = (page: Page): Promise<string[]> =>
  page.locator('nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));

describe.each(ROLES)('the pages of %s', (who) => {
  it(
    'have nothing that axe calls serious, in light and dark and at the width of a phone',
    async () => {
      const page = await get().signedIn(who);
      await settled(page);
      const places = await placesOf(page);
      expect(places.length).toBeGreaterThan(0);
      for (const place of places) {
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.goto(`${get().app.url}/console/${place}`);
        await page.locator('main h1').waitFor();
        await settled(page);
        await expectAccessible(page);
        const name = `${who}-${place.replaceAll(/[^a-z]+/g, '') || 'today'}`;
        await screenshot(page, name);
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.setViewportSize({ width: 390, height: 844 });
        await expectAccessible(page);
        await screenshot(page, `${name}-phone-dark`);
        const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(wide, `${place} is wider than a phone`).toBeLessThanOrEqual(0);
        await page.emulateMedia({ colorScheme: 'light' });
      }
    },
    SLOW_MS,
  );
});

describe('a publisher’s day', () => publisherDay(get));

describe('an advertiser’s day', () => advertiserDay(get));

describe('signing in', () => {
  it(
    'comes back to the page that was asked for, and signs out for good',
    async () => {
      const page = await get().signedIn('publisher', '#/outcomes');
      expect(await page.locator('main h1').textContent()).toBe('Outcomes');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page
        .locator(`button[value="${PEOPLE.publisher}"]`)
        .or(page.getByRole('button', { name: 'Yes' }))
        .first()
        .waitFor();
      expect(await page.evaluate('sessionStorage.length')).toBe(0);
    },
    SLOW_MS,
  );

  it(
    'tells who is not invited so, and shows them nothing',
    async () => {
      const operator = await get().operator();
      const { items } = await operator.get<{ items: { userId: string; email: string }[] }>('/v1/users?limit=100');
      const user = items.find(({ email }) => email === PEOPLE.publisher);
      const page = await get().signedIn('publisher');
      await operator.send('PUT', `/v1/users/${user?.userId}/state`, { state: 'blocked' });
      try {
        // Functions keep whom they know for 30 seconds.
        await fetch(`${get().app.url}/__local/clock`, { method: 'POST', body: JSON.stringify({ advanceMs: 31_000 }) });
        await page.reload();
        await page.getByRole('heading', { name: 'You are not invited yet' }).waitFor();
        expect(await page.locator('nav').count()).toBe(0);
      } finally {
        await operator.send('PUT', `/v1/users/${user?.userId}/state`, { state: 'active' });
      }
    },
    SLOW_MS,
  );
});

describe('an operator’s day', () => operatorDay(get));
/** The last of all: it moves the clock by days. */
describe('a finance clerk’s day', () => financeDay(get));
