import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeCall } from '../../infra/local/carrier/place-call.ts';
import { createNetwork } from '../../infra/local/demo/call-network.ts';
import { api, until } from '../../infra/local/demo/http.ts';
import type { DemoNetwork } from '../../infra/local/demo/network.ts';
import { betweenWaves, journalOf, outcomesOf } from '../../infra/local/demo/settle.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { launchChromium } from '../browser/chromium.ts';
import { prepareApp, type RunningApp } from './running-app.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../.local/screenshots/', import.meta.url));
const CALLS = 24;
const WIDTH = 6;
/** The app dies when so many calls have ended. */
const DEATHS = [3, 9, 15];
/** What each offer of the demo's calls charges (infra/local/demo/call-network.ts). */
const CHARGE_MINOR = 4_000;

let app: RunningApp;
beforeAll(async () => {
  app = await prepareApp();
  await app.start();
}, 300_000);
afterAll(() => app?.remove());

const secret = async (name: string): Promise<string> =>
  (await api(app.url).get<{ value: string }>(`/__local/secrets/${encodeURIComponent(`callbourse/local/${name}`)}`))
    .value;

const isShort = (index: number): boolean => index % 3 === 0;

interface Caller {
  readonly network: DemoNetwork;
  readonly authToken: string;
  readonly numbers: Map<number, string>;
}

const sidOf = (index: number): string => `CA${String(index).padStart(32, '0')}`;

/** The number that a visit to the first publisher's page gets. */
async function visitPage({ network }: Caller): Promise<string> {
  const [publisher] = network.publishers;
  const answer = await fetch(`${app.url}/v1/leases`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', origin: publisher?.origin ?? '' },
    body: JSON.stringify({
      key: publisher?.tagKey,
      number: publisher?.publishedNumber,
      page: { url: `${publisher?.origin}/` },
    }),
  });
  return ((await answer.json()) as { number: string }).number;
}

/** One call to the number of its visit, whole; true when the app accepted every word of it. */
async function callUp({ authToken, numbers }: Caller, index: number): Promise<boolean> {
  const to = numbers.get(index);
  if (to === undefined) throw new Error(`visit ${index} has no number`);
  const call = placeCall({
    baseUrl: app.url,
    secret: authToken,
    to,
    from: `+1309555${String(1_000 + index)}`,
    callId: sidOf(index),
    // Every third is too short to qualify.
    talkSeconds: isShort(index) ? 20 : 120,
    faults: index % 4 === 1 ? ['doubled'] : index % 4 === 2 ? ['out-of-order'] : [],
    patienceMs: 20_000,
  });
  return call.then(
    ({ accepted }) => accepted,
    (error: unknown) => {
      // A connection that broke is the kill's doing; anything else is a finding.
      if (error instanceof TypeError && error.message === 'fetch failed') return false;
      throw error;
    },
  );
}

/** Lets everything that waits for minutes come to its end. */
async function settleAll(): Promise<void> {
  for (let times = 0; times < 3; times += 1) await betweenWaves(api(app.url));
}

const countBy = (ids: readonly (string | undefined)[]): Map<string | undefined, number> => {
  const counts = new Map<string | undefined, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
};

/** Every one of these calls has one verdict, and one entry of it if it qualified and none if not; nothing was booked twice. */
async function checkBooks(network: DemoNetwork, indexes: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const [outcomes, journal] = await Promise.all([outcomesOf(network), journalOf(network)]);
  const verdicts = countBy(outcomes.map(({ outcomeId }) => outcomeId));
  expect([...verdicts.values()].every((count) => count === 1)).toBe(true);
  const entries = countBy(journal.filter(({ kind }) => kind === 'verdict').map(({ outcomeId }) => outcomeId));
  expect([...entries.values()].every((count) => count === 1)).toBe(true);
  expect(journal.flatMap(({ postings }) => postings).reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  const states = new Map(outcomes.map(({ outcomeId, state }) => [outcomeId, state]));
  const found = new Map<number, string>();
  for (const index of indexes) {
    const outcomeId = outcomeIdOf('twilio', sidOf(index));
    const state = states.get(outcomeId) ?? 'none';
    expect([index, state]).toEqual([index, expect.stringMatching(/^(qualified|rejected)$/)]);
    expect([index, state, entries.get(outcomeId) ?? 0]).toEqual([index, state, state === 'qualified' ? 1 : 0]);
    found.set(index, state);
  }
  return found;
}

/** What each call was charged in the end: the verdict's entry, and what came to light after it. */
async function chargesOf(network: DemoNetwork, indexes: readonly number[]): Promise<readonly [number, number][]> {
  const journal = await journalOf(network);
  return indexes.map((index) => {
    const mine = journal.filter(({ outcomeId }) => outcomeId === outcomeIdOf('twilio', sidOf(index)));
    const charges = mine.flatMap(({ postings }) => postings.filter(({ account }) => account.endsWith(':receivable')));
    return [index, charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0)];
  });
}

describe('the running app', () => {
  it('shows a tracking number on the sample page, takes its call and its form, and tells the verdicts', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1_200, height: 1_000 } });
      const text = (selector: string): Promise<string | null> => page.locator(selector).textContent();
      await page.goto(`${app.url}/sample/`);
      const shown = async (): Promise<boolean> => {
        const [own, published] = [await text('#shown'), await text('#published')];
        return /^\+1\d{10}$/.test(own ?? '') && own !== published;
      };
      await until('the tag to show a number of its own', shown, 30_000);
      await page.fill('[name=from]', '+12175550123');
      await page.click('#call-form button[type=submit]');
      await page.locator('#verdict').waitFor({ state: 'visible', timeout: 60_000 });
      expect(await text('#verdict')).toContain('qualified');
      await page.locator('#lead-form button:not([disabled])').click();
      await page.locator('#lead-verdict').waitFor({ state: 'visible', timeout: 60_000 });
      expect(await text('#lead-verdict')).toContain('qualified');
      await page.evaluate('scrollTo(0, 0)');
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: `${SCREENSHOTS}sample.png`, fullPage: true });
    } finally {
      await browser.close();
    }
  }, 120_000);

  it('gives every call one verdict and one entry, however often it is killed in the middle', async () => {
    const authToken = await secret('twilio');
    const network = await createNetwork(app.url, await secret('operator-key'));
    const caller: Caller = { authToken, network, numbers: new Map() };
    const accepted: number[] = [];
    const broken: number[] = [];
    const waiting = Array.from({ length: CALLS }, (_, index) => index);
    for (const index of waiting) caller.numbers.set(index, await visitPage(caller));
    for (const deathAt of [...DEATHS, Number.POSITIVE_INFINITY]) {
      let dying: Promise<void> | undefined;
      const line = async (): Promise<void> => {
        for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
          ((await callUp(caller, index)) ? accepted : broken).push(index);
          if (accepted.length + broken.length >= deathAt) dying ??= app.kill();
          if (dying) return;
        }
      };
      await Promise.all(Array.from({ length: WIDTH }, line));
      await dying;
      if (dying) await app.start();
    }
    expect(waiting).toEqual([]);
    expect(broken.length).toBeGreaterThan(0);
    expect(accepted.length).toBeGreaterThan(CALLS / 3);
    await settleAll();
    for (const [index, state] of await checkBooks(caller.network, accepted))
      expect([index, state]).toEqual([index, isShort(index) ? 'rejected' : 'qualified']);

    // What did not get through is told again: the same calls. Some were judged by what was known of them; that verdict stands, and
    // an entry corrects what it came to.
    for (const index of broken) expect(await callUp(caller, index)).toBe(true);
    await settleAll();
    const all = [...accepted, ...broken];
    await checkBooks(caller.network, all);
    expect(await chargesOf(caller.network, all)).toEqual(
      all.map((index) => [index, isShort(index) ? 0 : CHARGE_MINOR]),
    );
  }, 400_000);
});
