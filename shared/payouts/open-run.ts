import { invalidField, Problem } from '../kernel/problem.ts';
import { type Clock, type Day, toIso } from '../kernel/time.ts';
import { type Actor, type Run, SCHEDULE } from './model.ts';
import { FIRST_DAY, lastClosedWeekEnd, opensAtMs } from './period.ts';
import type { RunStore } from './ports.ts';
import { runIdOf } from './run-id.ts';

export interface OpenDeps {
  readonly runs: RunStore;
  readonly clock: Clock;
  /** The network's zone, in which days are cut. */
  readonly zone: string;
}

/** Runs of one name that may be cancelled and opened again; more is a misunderstanding that a person should clear up. */
const MAX_ATTEMPTS = 20;

const newRun = (runId: string, toDay: Day, by: Actor, atMs: number): Run => ({
  runId,
  toDay,
  state: 'opening',
  version: 1,
  opened: { by, atMs },
  enlisted: { count: 0, done: false },
  changedBy: [],
  files: [],
});

/**
 * Opens the run of the week that has closed. The schedule may fire twice or late: the same week is the same run, as it
 * stands. Weeks that were missed are paid with this one, since each line starts where the last one ended.
 */
export async function openWeeklyRun({ runs, clock, zone }: OpenDeps): Promise<Run> {
  const nowMs = clock.nowMs();
  const toDay = lastClosedWeekEnd(nowMs, zone);
  const run = newRun(runIdOf({ schedule: 'weekly', toDay, attempt: 1 }), toDay, SCHEDULE, nowMs);
  return (await runs.create(run)) ? run : ((await runs.get(run.runId)) ?? run);
}

/**
 * Opens a run that a person asks for.
 *
 * @throws Problem `conflict` when the last day has not closed yet, or when the run is open already
 */
export async function requestRun({ runs, clock, zone }: OpenDeps, toDay: Day, by: Actor): Promise<Run> {
  const nowMs = clock.nowMs();
  if (toDay < FIRST_DAY) throw invalidField('body.toDay', `is before ${FIRST_DAY}`);
  const fromMs = opensAtMs(toDay, zone);
  if (nowMs < fromMs) {
    const detail = `${toDay} has not closed yet: a run up to it opens at ${toIso(fromMs)} at the earliest`;
    throw new Problem('conflict', detail, [{ field: 'body.toDay', message: 'has not closed yet' }]);
  }
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const run = newRun(runIdOf({ schedule: 'demand', toDay, attempt }), toDay, by, nowMs);
    if (await runs.create(run)) return run;
    const there = await runs.get(run.runId);
    if (there?.state !== 'cancelled') throw new Problem('conflict', `run ${run.runId} is open already`);
  }
  throw new Problem('conflict', `runs up to ${toDay} were cancelled ${MAX_ATTEMPTS} times`);
}
