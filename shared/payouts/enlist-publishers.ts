import type { Clock, EpochMs } from '../kernel/time.ts';
import { endOfDayMs } from '../kernel/time.ts';
import { changeRun } from './change-run.ts';
import type { DrawRequest } from './contract.ts';
import { moveRun, type Run } from './model.ts';
import type { Outbox, PublisherDirectory, RunStore } from './ports.ts';

export interface EnlistDeps {
  readonly runs: RunStore;
  readonly directory: PublisherDirectory;
  readonly outbox: Outbox<DrawRequest>;
  readonly clock: Clock;
  readonly zone: string;
}

/** Takes the turn for a run that was opened; unchanged while another run draws. */
async function begin(deps: EnlistDeps, opened: Run): Promise<Run> {
  if (opened.state !== 'opening') return opened;
  const { run } = await changeRun(deps.runs, opened.runId, (current) =>
    current.state === 'opening' ? moveRun(current, 'drawing', {}) : undefined,
  );
  return run;
}

/**
 * Closes the way back for every run whose lines this one builds on: from here on they can be approved, not cancelled.
 * Done before the first line is drawn, so a draw never sees a run that is cancelled later.
 */
async function sealEarlier(deps: EnlistDeps, run: Run): Promise<void> {
  for (const other of await deps.runs.active()) {
    if (other.runId === run.runId) continue;
    await changeRun(deps.runs, other.runId, (current) =>
      (current.state === 'drawn' || current.state === 'approved') && !current.sealedBy
        ? { ...current, sealedBy: run.runId }
        : undefined,
    );
  }
}

/** The next page of those who are asked for a line. The draw itself decides whose schedule it is not: see `draw-line.ts`. */
async function pageOf({ directory, zone }: EnlistDeps, run: Run): Promise<{ due: readonly string[]; next?: string }> {
  if (run.only) return { due: run.only };
  const { publishers, next } = await directory.page(run.enlisted.cursor);
  // Whoever joined after the period has nothing in it; without them the count is the same however often a page is read.
  const endMs = endOfDayMs(run.toDay, zone);
  const due = publishers.filter(({ createdAtMs }) => createdAtMs < endMs).map(({ publisherId }) => publisherId);
  return { due, ...(next === undefined ? {} : { next }) };
}

/** One page of publishers gets its messages, and only then the run moves on: a retry sends again what may be missing. */
async function enlistPage(deps: EnlistDeps, run: Run): Promise<Run> {
  const { due, next } = await pageOf(deps, run);
  await deps.outbox.sendAll(due.map((publisherId) => ({ v: 1, runId: run.runId, publisherId })));
  const from = run.enlisted;
  const answer = await changeRun(deps.runs, run.runId, (current) =>
    current.state === 'drawing' && !current.enlisted.done && current.enlisted.cursor === from.cursor
      ? {
          ...current,
          enlisted: { count: current.enlisted.count + due.length, cursor: next, done: next === undefined },
        }
      : undefined,
  );
  return answer.run;
}

/**
 * Asks for a line from every publisher of each open run, oldest run first, until all are asked or time is up; the next
 * call goes on where this one stopped. Returns how many pages were sent.
 */
export async function enlistPublishers(deps: EnlistDeps, deadlineMs: EpochMs): Promise<number> {
  let pages = 0;
  for (const opened of await deps.runs.active()) {
    let run = await begin(deps, opened);
    if (run.state !== 'drawing' || run.enlisted.done) continue;
    await sealEarlier(deps, run);
    while (run.state === 'drawing' && !run.enlisted.done) {
      if (deps.clock.nowMs() >= deadlineMs) return pages;
      run = await enlistPage(deps, run);
      pages += 1;
    }
  }
  return pages;
}
