import { addDays, type Clock } from '../kernel/time.ts';
import type { EntryReader, PaymentBook } from '../ledger/ports.ts';
import { changeRun } from './change-run.ts';
import { differenceOf } from './check-previous.ts';
import { emptyLine, makeLine, startOf } from './make-line.ts';
import { isUnpaid, type Line, moveRun, type Run } from './model.ts';
import { entryOfReserve } from './payment.ts';
import type { LineStore, PayoutTerms, PublisherDirectory, RunStore } from './ports.ts';
import { parseRunId, unknownRun } from './run-id.ts';
import { entriesOf, summarize } from './summarize-entries.ts';

export interface DrawDeps {
  readonly runs: RunStore;
  readonly lines: LineStore;
  readonly entries: Pick<EntryReader, 'pages'>;
  readonly directory: Pick<PublisherDirectory, 'payoutTerms'>;
  /** For what is kept back and given back. */
  readonly book: PaymentBook;
  readonly clock: Clock;
  readonly zone: string;
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

/**
 * Books what a line keeps back and gives back, once. The line is the truth: whoever finds it again, or builds on it, sees to it
 * that its entry is there, should the draw have died between the two.
 */
async function bookReserve({ book, zone }: DrawDeps, line: Line): Promise<void> {
  const entry = entryOfReserve(line, zone);
  if (entry) await book.bookPayment(line.runId, entry);
}

/**
 * Decided here and not where publishers are listed, since a list may be read twice and a schedule changed in between: the line
 * is written once, so each run has one answer for each publisher.
 */
function isOfSchedule({ runId }: Run, terms: PayoutTerms): boolean {
  const { schedule } = parseRunId(runId) ?? {};
  return schedule === 'demand' || schedule === terms.schedule;
}

async function readLine(deps: DrawDeps, run: Run, publisherId: string): Promise<Line> {
  const [terms, previous] = await Promise.all([
    deps.directory.payoutTerms(publisherId),
    deps.lines.latest(publisherId),
  ]);
  if (!terms) throw new Error(`publisher ${publisherId} of run ${run.runId} is not in the catalog`);
  if (!isOfSchedule(run, terms)) return emptyLine(run, terms, deps.clock.nowMs());
  if (previous) {
    await checkPrevious(deps, previous);
    await bookReserve(deps, previous);
  }
  // Net 30: what became payable in the last thirty days waits for a later run.
  const toDay = addDays(run.toDay, -(terms.netDays ?? 0));
  const days = { publisherId, fromDay: startOf(previous), toDay };
  const entries = await summarize(entriesOf(deps.entries, days), terms.currency);
  const previousRun = previous && (await deps.runs.get(previous.runId));
  return makeLine({
    runId: run.runId,
    toDay,
    terms,
    previous,
    previousUnpaid: previousRun !== undefined && isUnpaid(previousRun, publisherId),
    entries: { count: entries.count, sumMinor: entries.sumMinor, digest: entries.digest },
    rated: entries.rated,
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
  if (there) {
    await bookReserve(deps, there);
    return 'there';
  }
  if (run.state !== 'drawing') return 'over';
  try {
    const line = await readLine(deps, run, publisherId);
    if ((await deps.lines.add(line)) === 'added') {
      await bookReserve(deps, line);
      return 'drawn';
    }
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    return stop(deps, runId, publisherId, error.message);
  }
  if (await deps.lines.ofRun(runId, publisherId)) return 'there';
  throw new Error(`the chain of ${publisherId} moved on while its line in ${runId} was drawn`);
}
