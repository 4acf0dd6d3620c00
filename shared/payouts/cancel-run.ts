import { Problem } from '../kernel/problem.ts';
import type { DecideDeps } from './approve-run.ts';
import { changeRun } from './change-run.ts';
import { type Actor, moveRun, type Run } from './model.ts';

/**
 * Gives a run up before it is approved. Its lines stay as they are, and what they would have paid is carried into the next.
 *
 * @throws Problem `conflict` once it was approved, or once a later run builds on its lines, `stale` when it is not
 *   at the version that was seen, where one is named
 */
export async function cancelRun(
  { runs, clock }: DecideDeps,
  runId: string,
  by: Actor,
  reason: string,
  seenVersion?: number,
): Promise<Run> {
  const cancel = (current: Run): Run => {
    if (current.sealedBy) {
      throw new Problem('conflict', `run ${current.sealedBy} builds on ${runId}: it can be approved, not cancelled`);
    }
    return moveRun(current, 'cancelled', { cancelled: { by, atMs: clock.nowMs(), reason } });
  };
  return (await changeRun(runs, runId, cancel, seenVersion)).run;
}
