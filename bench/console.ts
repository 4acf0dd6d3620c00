import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { ALL_ROWS, serveManyOutcomes } from '../test/console/days/many-outcomes.ts';
import { type ConsoleWorld, consoleWorld } from '../test/console/fixture.ts';

/**
 * `npm run bench:console`: how soon the console can be used on this machine, and the longest that it keeps the browser busy
 * at a time while a reader scrolls through a hundred thousand outcomes. The floor is the API's own answer to its first question.
 */
const LOADS = 7;
const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Notes when the first heading and its navigation are there, and every task of over 50 ms. */
const WATCH = `
  globalThis.seen = { interactiveMs: undefined, longestTaskMs: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTaskMs = Math.max(seen.longestTaskMs, duration);
  }).observe({ type: 'longtask', buffered: true });
  new MutationObserver(() => {
    if (seen.interactiveMs === undefined && document.querySelector('main h1') && document.querySelector('nav a'))
      seen.interactiveMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
`;

interface Seen {
  readonly interactiveMs: number;
  readonly longestTaskMs: number;
}

const seenBy = (page: Page): Promise<Seen> => page.evaluate('seen') as Promise<Seen>;

async function loadTimes(world: ConsoleWorld): Promise<{ interactiveMs: number; apiMs: number }> {
  const page = await world.signedIn('publisher');
  await page.addInitScript(WATCH);
  const times: number[] = [];
  const floors: number[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    await page.reload();
    await page.locator('main h1').waitFor();
    times.push((await seenBy(page)).interactiveMs);
    const startedMs = performance.now();
    await fetch(`${world.app.url}/v1/sign-in`).then((answer) => answer.text());
    floors.push(performance.now() - startedMs);
  }
  return { interactiveMs: median(times), apiMs: median(floors) };
}

async function scrolling(world: ConsoleWorld): Promise<{ rows: number; longestTaskMs: number }> {
  const page = await world.signedIn('publisher');
  await page.addInitScript(WATCH);
  await serveManyOutcomes(page);
  await page.reload();
  await page.getByRole('link', { name: 'Outcomes' }).click();
  const list = page.getByRole('region', { name: 'Outcomes' });
  await list.waitFor();
  while (!(await page.getByText(`${ALL_ROWS} shown`).isVisible())) {
    await list.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  }
  return { rows: ALL_ROWS, longestTaskMs: (await seenBy(page)).longestTaskMs };
}

const world = await consoleWorld();
try {
  const { interactiveMs, apiMs } = await loadTimes(world);
  const { rows, longestTaskMs } = await scrolling(world);
  const result = {
    interactiveMs: Math.round(interactiveMs),
    apiMs: Math.round(apiMs),
    rows,
    longestTaskMs: Math.round(longestTaskMs),
  };
  console.log(
    values.json
      ? JSON.stringify(result)
      : `interactive after ${result.interactiveMs} ms (one answer of the API: ${result.apiMs} ms); ${rows} outcomes scrolled, longest task ${result.longestTaskMs} ms`,
  );
} finally {
  await world.close();
}
