import { Problem } from '../kernel/problem.ts';
import { refuseStale } from '../platform/change-from.ts';
import type { Run } from './model.ts';
import type { RunStore } from './ports.ts';
import { unknownRun } from './run-id.ts';

/** Others that change the same run at the same moment: a few draws that stop it, a person, a schedule. */
const MAX_TRIES = 10;

/**
 * Reads a run, changes it and writes it back; reads again when somebody was faster. `change` returns undefined when there
 * is nothing to do.
 *
 * @throws Problem `not-found` for an unknown run, `stale` when it is not at the version that was seen, where one is named, and
 *   whatever `change` refuses with
 * @throws Problem `unavailable` when others are always faster
 */
export async function changeRun(
  runs: RunStore,
  runId: string,
  change: (run: Run) => Run | undefined,
  seenVersion?: number,
): Promise<{ readonly run: Run; readonly changed: boolean }> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const before = await runs.get(runId);
    if (!before) throw unknownRun(runId);
    refuseStale(before.version, seenVersion);
    const after = change(before);
    if (!after) return { run: before, changed: false };
    const next = { ...after, version: before.version + 1 };
    const answer = await runs.replace(before, next);
    if (answer === 'replaced') return { run: next, changed: true };
    if (answer === 'waiting') return { run: before, changed: false };
  }
  throw new Problem('unavailable', `run ${runId} is being changed by others`);
}
