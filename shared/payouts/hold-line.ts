import { notFound, Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { DecideDeps } from './approve-run.ts';
import { changeRun } from './change-run.ts';
import { type Actor, isHeld, isSamePerson, type Line, type Run, type RunTotals } from './model.ts';
import type { LineStore } from './ports.ts';

export interface HoldDeps extends DecideDeps {
  readonly lines: Pick<LineStore, 'ofRun'>;
}

/** A run keeps its held lines in its own item; with more, the run itself is what is wrong: cancel it. */
export const MAX_HELD = 200;

/** Moves a line's payment between what is paid and what is carried. */
function moveTotals(run: Run, line: Line, sign: 1 | -1): readonly RunTotals[] {
  const own = run.totals?.find(({ currency }) => currency === line.currency);
  invariant(run.totals && own, `run ${run.runId} has totals in ${line.currency}`);
  const moved = {
    ...own,
    paidLines: own.paidLines - sign,
    carriedLines: own.carriedLines + sign,
    payMinor: own.payMinor - line.payMinor * BigInt(sign),
    carriedMinor: own.carriedMinor + line.payMinor * BigInt(sign),
  };
  return run.totals.map((each) => (each === own ? moved : each));
}

function assertOpen(run: Run): void {
  if (run.state !== 'drawn') {
    throw new Problem('conflict', `run ${run.runId} is ${run.state}; lines are held or released while it is drawn`);
  }
  if (run.sealedBy) throw new Problem('conflict', `run ${run.sealedBy} builds on the lines of ${run.runId}`);
}

const withActor = (changedBy: readonly Actor[], by: Actor): readonly Actor[] =>
  changedBy.some((each) => each.keyId === by.keyId && isSamePerson(each, by)) ? changedBy : [...changedBy, by];

async function readPaidLine({ lines }: HoldDeps, runId: string, publisherId: string): Promise<Line> {
  const line = await lines.ofRun(runId, publisherId);
  if (!line) throw notFound(`the line of ${publisherId} in run ${runId}`);
  if (line.decision.kind !== 'pay') throw new Problem('conflict', `the line of ${publisherId} pays nothing`);
  return line;
}

/**
 * Takes a line out of what a run pays, before it is approved; its amount goes on to the next run. Whoever does that can't
 * approve the run. Holding a line that is held changes nothing.
 *
 * @throws Problem `not-found` for no such line, `conflict` for a line that pays nothing, a run that is not drawn or on which
 *   another builds, and above {@link MAX_HELD}, `stale` when the run is not at the version that was seen, where one is named
 */
export async function holdLine(
  deps: HoldDeps,
  name: { readonly runId: string; readonly publisherId: string },
  by: Actor,
  reason: string,
  seenVersion?: number,
): Promise<{ readonly line: Line; readonly run: Run }> {
  const { runId, publisherId } = name;
  const line = await readPaidLine(deps, runId, publisherId);
  const hold = (current: Run): Run | undefined => {
    assertOpen(current);
    if (isHeld(current, publisherId)) return undefined;
    const held = [...(current.held ?? []), { publisherId, reason, by, atMs: deps.clock.nowMs() }];
    if (held.length > MAX_HELD) throw new Problem('conflict', `a run holds at most ${MAX_HELD} lines: cancel it`);
    return { ...current, held, totals: moveTotals(current, line, 1), changedBy: withActor(current.changedBy, by) };
  };
  const { run } = await changeRun(deps.runs, runId, hold, seenVersion);
  return { line, run };
}

/** Pays a held line after all. Releasing a line that is not held changes nothing. @throws as {@link holdLine} */
export async function releaseLine(
  deps: HoldDeps,
  name: { readonly runId: string; readonly publisherId: string },
  by: Actor,
  seenVersion?: number,
): Promise<{ readonly line: Line; readonly run: Run }> {
  const { runId, publisherId } = name;
  const line = await readPaidLine(deps, runId, publisherId);
  const release = (current: Run): Run | undefined => {
    assertOpen(current);
    if (!isHeld(current, publisherId)) return undefined;
    const held = current.held?.filter((each) => each.publisherId !== publisherId);
    return { ...current, held, totals: moveTotals(current, line, -1), changedBy: withActor(current.changedBy, by) };
  };
  const { run } = await changeRun(deps.runs, runId, release, seenVersion);
  return { line, run };
}
