import { type Api, inParallel, until } from './http.ts';
import type { DemoNetwork } from './network.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** Readers side by side. */
const READERS = 8;

/** Far above any demo: a list that does not end is a bug, not a reason to go on for ever. */
const MAX_PAGES = 1_000;

async function all<T>(client: Api, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const separator = path.includes('?') ? '&' : '?';
    const answer: Page<T> = await client.get(`${path}${separator}limit=100${cursor ? `&cursor=${cursor}` : ''}`);
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (!cursor) return items;
  }
  throw new Error(`${path} has more than ${MAX_PAGES} pages`);
}

export interface DemoOutcome {
  readonly outcomeId: string;
  readonly state: 'open' | 'qualified' | 'rejected';
  readonly attribution: { readonly confidence: string };
}

/** How many of the demo's outcomes have their verdict. */
export const countJudged = async (network: DemoNetwork): Promise<number> =>
  (await all(network.advertiser, '/v1/outcomes')).length;

/** Every judged outcome as its advertiser sees it, verdict and attribution included. */
export async function outcomesOf(network: DemoNetwork): Promise<DemoOutcome[]> {
  const listed = await all<{ readonly outcomeId: string }>(network.advertiser, '/v1/outcomes');
  const outcomes: DemoOutcome[] = [];
  await inParallel(listed, READERS, async ({ outcomeId }) => {
    outcomes.push(await network.advertiser.get<DemoOutcome>(`/v1/outcomes/${outcomeId}`));
  });
  return outcomes;
}

export interface JournalEntry {
  readonly entryId: string;
  readonly kind: string;
  readonly outcomeId?: string;
  readonly postings: readonly { readonly account: string; readonly amountMinor: number; readonly currency: string }[];
}

export async function journalOf(network: DemoNetwork): Promise<JournalEntry[]> {
  const journals = await Promise.all(
    network.publishers.map(({ publisherId }) =>
      all<JournalEntry>(network.finance, `/v1/journal-entries?publisherId=${publisherId}`),
    ),
  );
  return journals.flat();
}

export interface PayoutRun {
  readonly runId: string;
  readonly toDay: string;
  readonly state: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

export interface Statement {
  readonly runId: string;
  readonly decision: 'pay' | 'carry' | 'nothing';
  readonly explanation?: string;
  readonly totalMinor: number;
  readonly payMinor: number;
  readonly carriedOutMinor: number;
}

const MINUTE_MS = 60_000;
/** Longer than a number just let go counts as maybe still dialled (LATE_DIAL_MS of tracking). */
const BETWEEN_WAVES_MS = 3 * MINUTE_MS;
const DAY_MS = 86_400_000;
/** A hold of three days and a whole week after it: past the Monday on which the run opens. */
const PERIOD_MS = 11 * DAY_MS;

/** Waits until all is done but what waits for its time, such as a second look at a call: moving the clock brings that. */
const settled = (local: Api): Promise<void> =>
  until('the app to settle', async () => (await local.get<{ settled: boolean }>('/__local/idle')).settled);

/** Lets a few minutes pass, so that the numbers of one wave are free and forgotten in the next. */
export async function betweenWaves(local: Api): Promise<void> {
  await settled(local);
  await local.send('POST', '/__local/clock', { advanceMs: BETWEEN_WAVES_MS });
}

/** Moves the clock by a minute, which is when workers that look once a minute look again. */
async function minuteLater(local: Api): Promise<void> {
  await local.send('POST', '/__local/clock', { advanceMs: MINUTE_MS });
  await settled(local);
}

async function untilRun(local: Api, network: DemoNetwork, runId: string, state: string): Promise<PayoutRun> {
  const MAX_MINUTES = 60;
  for (let minute = 0; minute < MAX_MINUTES; minute += 1) {
    const run = await network.finance.get<PayoutRun>(`/v1/payout-runs/${runId}`);
    if (run.state === state) return run;
    if (run.state === 'stopped') throw new Error(`the run ${runId} stopped`);
    await minuteLater(local);
  }
  throw new Error(`the run ${runId} did not become ${state}`);
}

/**
 * Lets the period end, waits for the run that the schedule opens, approves it as finance, and waits for its files. The
 * schedule opened it, so the clerk is the second pair of eyes.
 */
export async function payPeriod(local: Api, network: DemoNetwork): Promise<PayoutRun> {
  const before = new Set((await all<PayoutRun>(network.finance, '/v1/payout-runs')).map((run) => run.runId));
  await local.send('POST', '/__local/clock', { advanceMs: PERIOD_MS });
  await settled(local);
  const opened = (await all<PayoutRun>(network.finance, '/v1/payout-runs')).filter((run) => !before.has(run.runId));
  const latest = opened.sort((a, b) => (a.toDay < b.toDay ? 1 : -1))[0];
  if (!latest) throw new Error('the schedule opened no payout run');
  const drawn = await untilRun(local, network, latest.runId, 'drawn');
  await network.finance.send('POST', `/v1/payout-runs/${drawn.runId}/approve`);
  return untilRun(local, network, drawn.runId, 'issued');
}

export const statementsOf = (network: DemoNetwork, runId: string): Promise<Statement[]> =>
  Promise.all(network.publishers.map((publisher) => publisher.api.get<Statement>(`/v1/statements/${runId}`)));
