import { Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import { changeRun } from './change-run.ts';
import { type Actor, isSamePerson, moveRun, type Run } from './model.ts';
import type { RunStore } from './ports.ts';

export interface DecideDeps {
  readonly runs: RunStore;
  readonly clock: Clock;
}

/**
 * A second person says yes: neither whoever opened the run nor anyone who changed it, by key or by person.
 *
 * @throws Problem `forbidden` for the same person, `conflict` for a run that is not drawn or was approved already
 */
export async function approveRun({ runs, clock }: DecideDeps, runId: string, by: Actor): Promise<Run> {
  const { run } = await changeRun(runs, runId, (current) => {
    if (current.approved) throw new Problem('conflict', `run ${runId} was approved already`);
    if (current.state !== 'drawn') {
      throw new Problem('conflict', `run ${runId} is ${current.state}; only a drawn run can be approved`);
    }
    if ([current.opened.by, ...current.changedBy].some((actor) => isSamePerson(actor, by))) {
      throw new Problem('forbidden', 'whoever opened or changed a run can not approve it: ask a second person');
    }
    return moveRun(current, 'approved', { approved: { by, atMs: clock.nowMs() } });
  });
  return run;
}
