import { catalogTable } from '../../shared/catalog/keys.ts';
import { systemClock } from '../../shared/kernel/time.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { dynamoRuns } from '../../shared/payouts/dynamo-runs.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import type { Run, RunState } from '../../shared/payouts/model.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import type { RunStore } from '../../shared/payouts/ports.ts';
import { loadEntries, loadPublishers, WEEK_ENDS, ZONE } from '../../test/payouts/market.ts';
import { createTableAt, documentClientAt } from '../../test/support/tables-at.ts';
import { type FunctionProcess, startFunction } from './function-process.ts';
import { BENCH_SECRET, type Tables, VERBS, type Verb } from './verbs.ts';

export interface Size {
  readonly publishers: number;
  readonly entries: number;
}

/** What one function did in one run, over all its invocations. */
export interface VerbUse {
  readonly verb: Verb;
  readonly invocations: number;
  readonly elapsedMs: number;
  readonly peakMb: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly requests: number;
}

export interface RunResult extends Size {
  readonly loadMs: number;
  readonly verbs: readonly VerbUse[];
  readonly files: readonly (readonly [name: string, bytes: number])[];
  readonly paidLines: number;
}

const OPENER = { keyId: 'key_anna', subjectId: 'anna' };
const APPROVER = { keyId: 'key_ben', subjectId: 'ben' };
const DRAW_BATCH = 5;
/** As many processes as the machine has cores for. */
const DRAWERS = 2;
/** Minutes that a run may take; one more is a run that hangs. */
const MAX_MINUTES = 200;

/** Invokes a function as its schedule does, again and again, until the run is where it should be. */
async function tickUntil(runs: RunStore, runId: string, done: (run: Run) => boolean, work: () => Promise<unknown>) {
  for (let minute = 0; minute < MAX_MINUTES; minute += 1) {
    await work();
    const run = await runs.get(runId);
    if (run && done(run)) return minute + 1;
  }
  throw new Error(`run ${runId} does not come to an end`);
}

function useOf(verb: Verb, invocations: number, elapsedMs: number, processes: readonly FunctionProcess[]): VerbUse {
  const last = processes.flatMap((process) => process.last ?? []);
  const sum = (of: (report: (typeof last)[number]) => number): number =>
    last.reduce((total, each) => total + of(each), 0);
  return {
    ...{ verb, invocations, elapsedMs: Math.round(elapsedMs) },
    peakMb: Math.round(Math.max(...last.map(({ peakMb }) => peakMb))),
    readUnits: sum(({ readUnits }) => readUnits),
    writeUnits: sum(({ writeUnits }) => writeUnits),
    requests: sum(({ requests }) => requests),
  };
}

/** Asks every publisher for a line and draws them all. */
async function enlistAndDraw(tables: Tables, runs: RunStore, runId: string): Promise<readonly VerbUse[]> {
  const enlist = startFunction('enlist-publishers', tables);
  const drawers = Array.from({ length: DRAWERS }, () => startFunction('draw-payout-line', tables));
  try {
    await Promise.all([enlist, ...drawers].map(({ ready }) => ready));
    const letters: unknown[] = [];
    const startMs = performance.now();
    const minutes = await tickUntil(
      runs,
      runId,
      (run) => run.enlisted.done,
      async () => letters.push(...(await enlist.invoke()).sent),
    );
    const enlistedMs = performance.now();
    const messages = letters.map((body, index) => ({
      messageId: String(index),
      body: JSON.stringify(body),
      attributes: { ApproximateReceiveCount: '1' },
    }));
    let batches = 0;
    const drain = async (drawer: FunctionProcess): Promise<void> => {
      for (let from = batches; from * DRAW_BATCH < messages.length; from = batches) {
        batches += 1;
        await drawer.invoke({ Records: messages.slice(from * DRAW_BATCH, (from + 1) * DRAW_BATCH) });
      }
    };
    await Promise.all(drawers.map(drain));
    return [
      useOf('enlist-publishers', minutes, enlistedMs - startMs, [enlist]),
      useOf('draw-payout-line', batches, performance.now() - enlistedMs, drawers),
    ];
  } finally {
    for (const process of [enlist, ...drawers]) process.stop();
  }
}

/** Ticks one function until the run has the state that it leads to. */
async function finish(tables: Tables, runs: RunStore, runId: string, verb: Verb, state: RunState) {
  const process = startFunction(verb, tables);
  try {
    await process.ready;
    const startMs = performance.now();
    const minutes = await tickUntil(
      runs,
      runId,
      (run) => run.state === state,
      () => process.invoke(),
    );
    return { use: useOf(verb, minutes, performance.now() - startMs, [process]), files: process.last?.files ?? [] };
  } finally {
    process.stop();
  }
}

/** One whole run, each function in a process of its own, on top of the run of the week before. */
export async function measureRun(endpoint: string, size: Size, say: (line: string) => void): Promise<RunResult> {
  const client = documentClientAt(endpoint);
  const [catalog, ledger, payouts] = await Promise.all(
    [catalogTable, ledgerTable, payoutsTable].map((schema) => createTableAt(endpoint, schema)),
  );
  if (!catalog || !ledger || !payouts) throw new Error('a table is missing');
  const tables: Tables = { endpoint, catalog, ledger, payouts };
  const startMs = performance.now();
  await loadPublishers(client, catalog, size.publishers, BENCH_SECRET);
  await loadEntries(client, ledger, size.entries, size.publishers);
  const loadMs = Math.round(performance.now() - startMs);
  say(`${size.entries} entries of ${size.publishers} publishers are loaded after ${Math.round(loadMs / 1_000)} s`);
  const runs = dynamoRuns(client, payouts);
  const open = { runs, clock: systemClock, zone: ZONE };
  const [firstEnd, secondEnd] = WEEK_ENDS;
  const first = await requestRun(open, firstEnd, OPENER);
  await enlistAndDraw(tables, runs, first.runId);
  await finish(tables, runs, first.runId, 'close-payout-run', 'drawn');
  say(`${first.runId} is drawn, the one before`);
  const { runId } = await requestRun(open, secondEnd, OPENER);
  const drawn = await enlistAndDraw(tables, runs, runId);
  const closed = await finish(tables, runs, runId, 'close-payout-run', 'drawn');
  const { totals = [] } = await approveRun(open, runId, APPROVER);
  const issued = await finish(tables, runs, runId, 'issue-payments', 'issued');
  say(`${runId} is issued`);
  const verbs = [...drawn, closed.use, issued.use];
  if (verbs.length !== VERBS.length) throw new Error('a function was not measured');
  const paidLines = totals.reduce((sum, each) => sum + each.paidLines, 0);
  return { ...size, loadMs, verbs, files: issued.files, paidLines };
}
