import type { Clock } from '../kernel/time.ts';
import type { EntryReader } from '../ledger/ports.ts';
import { changeRun } from './change-run.ts';
import { differenceOf } from './check-previous.ts';
import { makeLine, startOf } from './make-line.ts';
import { type Line, moveRun, type Run } from './model.ts';
import type { LineStore, PublisherDirectory, RunStore } from './ports.ts';
import { unknownRun } from './run-id.ts';
import { entriesOf, summarize } from './summarize-entries.ts';

export interface DrawDeps {
  readonly runs: RunStore;
  readonly lines: LineStore;
  readonly entries: Pick<EntryReader, 'pages'>;
  readonly directory: Pick<PublisherDirectory, 'payoutTerms'>;
  readonly clock: Clock;
}

/** `over`: the run no longer draws (stopped, cancelled or done). `stopped`: this very draw stopped it. */
export type DrawAnswer = 'drawn' | 'there' | 'over' | 'stopped';

/** The past is not as it was: a person has to look before the run goes on. */
class Mismatch extends Error {}

/** The range of the line before, read again: what was paid must still be what was booked. */
async function checkPrevious(deps: DrawDeps, previous: Line): Promise<void> {
  const seen = await summarize(entriesOf(deps.entries, previous), previous.currency);
  const difference = differenceOf(previous, seen);
  if (difference) throw new Mismatch(difference);
}

async function readLine(deps: DrawDeps, run: Run, publisherId: string): Promise<Line> {
  const [terms, previous] = await Promise.all([
    deps.directory.payoutTerms(publisherId),
    deps.lines.latest(publisherId),
  ]);
  if (!terms) throw new Error(`publisher ${publisherId} of run ${run.runId} is not in the catalog`);
  if (previous) await checkPrevious(deps, previous);
  const days = { publisherId, fromDay: startOf(previous), toDay: run.toDay };
  const entries = await summarize(entriesOf(deps.entries, days), terms.currency);
  const previousRun = previous && (await deps.runs.get(previous.runId));
  return makeLine({
    runId: run.runId,
    toDay: run.toDay,
    terms,
    previous,
    previousCancelled: previousRun?.state === 'cancelled',
    entries: { count: entries.count, sumMinor: entries.sumMinor, digest: entries.digest },
    isMixed: entries.isMixed || (previous !== undefined && previous.currency !== terms.currency),
    drawnAtMs: deps.clock.nowMs(),
  });
}

async function stop(deps: DrawDeps, runId: string, publisherId: string, reason: string): Promise<DrawAnswer> {
  const { changed } = await changeRun(deps.runs, runId, (run) =>
    run.state === 'drawing'
      ? moveRun(run, 'stopped', { stopped: { atMs: deps.clock.nowMs(), publisherId, reason } })
      : undefined,
  );
  return changed ? 'stopped' : 'over';
}

/**
 * Draws one publisher's line in one run: what was booked since its last line and what was carried. Written once; however
 * often and at whatever moment it is called again, there is one line.
 *
 * @throws Error when another draw was faster on the same chain: the message comes back and finds its line
 */
export async function drawLine(deps: DrawDeps, runId: string, publisherId: string): Promise<DrawAnswer> {
  const [run, there] = await Promise.all([deps.runs.get(runId), deps.lines.ofRun(runId, publisherId)]);
  if (!run) throw unknownRun(runId);
  if (there) return 'there';
  if (run.state !== 'drawing') return 'over';
  try {
    const line = await readLine(deps, run, publisherId);
    if ((await deps.lines.add(line)) === 'added') return 'drawn';
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return stop(deps, runId, publisherId, error.message);
  }
  if (await deps.lines.ofRun(runId, publisherId)) return 'there';
  throw new Error(`the chain of ${publisherId} moved on while its line in ${runId} was drawn`);
}
