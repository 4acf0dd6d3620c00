import { dataOf, type Schema } from '../../../web/client/client.ts';
import { type Api, inParallel, until } from './http.ts';
import type { DemoNetwork, DemoPublisher } from './network.ts';

/** Readers side by side. */
const READERS = 8;

/** Far above any demo: a list that does not end is a bug, not a reason to go on for ever. */
const MAX_PAGES = 1_000;

interface PageQuery {
  limit: number;
  cursor?: string;
}

type PageAnswer<T> = Parameters<typeof dataOf<{ readonly items: readonly T[]; readonly nextCursor?: string }>>[0];

/** The whole of a list, page by page. */
async function all<T>(read: (query: PageQuery) => PageAnswer<T>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await dataOf(read({ limit: 100, ...(cursor ? { cursor } : {}) }));
    items.push(...answer.items);
    cursor = answer.nextCursor;
    if (!cursor) return items;
  }
  throw new Error(`a list has more than ${MAX_PAGES} pages`);
}

export type DemoOutcome = Schema<'Outcome'>;
export type JournalEntry = Schema<'JournalEntry'>;
export type PayoutRun = Schema<'PayoutRun'>;
export type Statement = Schema<'Statement'>;

const listedOutcomes = ({ advertiser }: DemoNetwork) =>
  all((query) => advertiser.GET('/v1/outcomes', { params: { query } }));

/** How many of the demo's outcomes have their verdict. */
export const countJudged = async (network: DemoNetwork): Promise<number> => (await listedOutcomes(network)).length;

/** Every judged outcome as its advertiser sees it, verdict and attribution included. */
export async function outcomesOf(network: DemoNetwork): Promise<DemoOutcome[]> {
  const outcomes: DemoOutcome[] = [];
  await inParallel(await listedOutcomes(network), READERS, async ({ outcomeId }) => {
    const path = { outcomeId };
    outcomes.push(await dataOf(network.advertiser.GET('/v1/outcomes/{outcomeId}', { params: { path } })));
  });
  return outcomes;
}

export async function journalOf({ finance, publishers }: DemoNetwork): Promise<JournalEntry[]> {
  const journals = await Promise.all(
    publishers.map(({ publisherId }) =>
      all((page) => finance.GET('/v1/journal-entries', { params: { query: { ...page, publisherId } } })),
    ),
  );
  return journals.flat();
}

const payoutRuns = ({ finance }: DemoNetwork): Promise<PayoutRun[]> =>
  all((query) => finance.GET('/v1/payout-runs', { params: { query } }));

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
    const params = { path: { runId } };
    const run = await dataOf(network.finance.GET('/v1/payout-runs/{runId}', { params }));
    if (run.state === state) return run;
    if (run.state === 'stopped') throw new Error(`the run ${runId} stopped`);
    await minuteLater(local);
  }
  throw new Error(`the run ${runId} did not become ${state}`);
}

/** Runs that are there already: other demos', or of weeks before this one. */
export const knownRuns = async (network: DemoNetwork): Promise<ReadonlySet<string>> =>
  new Set((await payoutRuns(network)).map((run) => run.runId));

/**
 * Lets the period end, waits for the runs that the schedule opened since the demo began (a model that waits for meetings sees a
 * week end on the way), approves each as finance, and waits for its files. The schedule opened them, so the clerk is the
 * second pair of eyes. Oldest first.
 */
export async function payPeriod(local: Api, network: DemoNetwork, known: ReadonlySet<string>): Promise<PayoutRun[]> {
  await local.send('POST', '/__local/clock', { advanceMs: PERIOD_MS });
  await settled(local);
  const opened = (await payoutRuns(network)).filter((run) => !known.has(run.runId));
  if (opened.length === 0) throw new Error('the schedule opened no payout run');
  const issued: PayoutRun[] = [];
  for (const { runId } of opened.sort((a, b) => (a.toDay < b.toDay ? -1 : 1))) {
    await untilRun(local, network, runId, 'drawn');
    await dataOf(network.finance.POST('/v1/payout-runs/{runId}/approve', { params: { path: { runId } } }));
    issued.push(await untilRun(local, network, runId, 'issued'));
  }
  return issued;
}

export const statementsOf = ({ publishers }: DemoNetwork, runId: string): Promise<Statement[]> =>
  Promise.all(publishers.map(({ api }) => dataOf(api.GET('/v1/statements/{runId}', { params: { path: { runId } } }))));

export const statementCsv = ({ api }: DemoPublisher, runId: string): Promise<string> =>
  dataOf(api.GET('/v1/statements/{runId}/csv', { params: { path: { runId } }, parseAs: 'text' }));
