import { invariant } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import { changeRun } from './change-run.ts';
import { type Line, moveRun, type RunTotals } from './model.ts';
import type { LineStore, RunStore } from './ports.ts';

export interface CloseDeps {
  readonly runs: RunStore;
  readonly lines: Pick<LineStore, 'each'>;
  readonly clock: Clock;
}

const NO_TOTALS = { paidLines: 0, carriedLines: 0, payMinor: 0n, carriedMinor: 0n };

/** Adds lines to the totals of their currencies. */
function addLines(totals: Map<string, RunTotals>, lines: readonly Line[]): void {
  for (const line of lines) {
    if (line.decision.kind === 'nothing') continue;
    const sum = totals.get(line.currency) ?? { ...NO_TOTALS, currency: line.currency };
    totals.set(line.currency, {
      currency: line.currency,
      paidLines: sum.paidLines + (line.decision.kind === 'pay' ? 1 : 0),
      carriedLines: sum.carriedLines + (line.decision.kind === 'carry' ? 1 : 0),
      payMinor: sum.payMinor + line.payMinor,
      carriedMinor: sum.carriedMinor + line.carriedOutMinor,
    });
  }
}

/** Closes a run whose lines are all there; false while some are missing. Calling it again changes nothing. */
async function closeRun(deps: CloseDeps, runId: string, expected: number): Promise<boolean> {
  const totals = new Map<string, RunTotals>();
  let count = 0;
  for await (const lines of deps.lines.each(runId)) {
    count += lines.length;
    addLines(totals, lines);
  }
  invariant(count <= expected, `run ${runId} has ${count} lines for ${expected} publishers`);
  if (count < expected) return false;
  const sorted = [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  const { changed } = await changeRun(deps.runs, runId, (run) =>
    run.state === 'drawing' ? moveRun(run, 'drawn', { drawnAtMs: deps.clock.nowMs(), totals: sorted }) : undefined,
  );
  return changed;
}

/** Looks at every run that draws, and closes those whose lines are all there. Returns the ids of those it closed. */
export async function closeRuns(deps: CloseDeps): Promise<string[]> {
  const closed: string[] = [];
  for (const run of await deps.runs.active()) {
    if (run.state !== 'drawing' || !run.enlisted.done) continue;
    if (await closeRun(deps, run.runId, run.enlisted.count)) closed.push(run.runId);
  }
  return closed;
}
