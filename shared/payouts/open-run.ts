import { invalidField, Problem } from '../kernel/problem.ts';
import { type Clock, DAY_MS, type Day, toIso } from '../kernel/time.ts';
import { type Actor, type Run, SCHEDULE } from './model.ts';
import { FIRST_DAY, lastClosedEnd, opensAtMs, REGULAR_SCHEDULES, type RegularSchedule } from './period.ts';
import type { PublisherDirectory, RunStore } from './ports.ts';
import { runIdOf } from './run-id.ts';

export interface OpenDeps {
  readonly runs: RunStore;
  readonly clock: Clock;
  /** The network's zone, in which days are cut. */
  readonly zone: string;
}

/** Runs up to one day that may follow each other; more is a misunderstanding that a person should clear up. */
const MAX_ATTEMPTS = 20;

/** So long after a period ended its run still opens by itself; later than that a person asks for one. */
const LATEST_MS = 7 * DAY_MS;

const newRun = (runId: string, toDay: Day, by: Actor, atMs: number, only?: readonly string[]): Run => ({
  runId,
  toDay,
  state: 'opening',
  ...(only ? { only } : {}),
  version: 1,
  opened: { by, atMs },
  enlisted: { count: 0, done: false },
  changedBy: [],
  files: [],
});

/** Opens the run of a period; the same period on the same schedule is the same run, as it stands. */
async function openOnce({ runs, clock }: OpenDeps, schedule: RegularSchedule, toDay: Day): Promise<Run> {
  const run = newRun(runIdOf({ schedule, toDay, attempt: 1 }), toDay, SCHEDULE, clock.nowMs());
  return (await runs.create(run)) ? run : ((await runs.get(run.runId)) ?? run);
}

/**
 * Opens the run of the week that has closed. The schedule may fire twice or late. Weeks that were missed are paid with this
 * one, since each line starts where the last one ended.
 */
export const openWeeklyRun = (deps: OpenDeps): Promise<Run> =>
  openOnce(deps, 'weekly', lastClosedEnd('weekly', deps.clock.nowMs(), deps.zone));

async function isUsed({ page }: Pick<PublisherDirectory, 'page'>, schedule: RegularSchedule): Promise<boolean> {
  let cursor: string | undefined;
  do {
    const { publishers, next } = await page(cursor);
    if (publishers.some((publisher) => publisher.schedule === schedule)) return true;
    cursor = next;
  } while (cursor !== undefined);
  return false;
}

/**
 * Opens the run of each period that closed lately, on every schedule by which somebody is paid, so that finance finds no empty
 * ones; the weekly one always, as the network's own rhythm. Called daily: what is open already stays as it is.
 */
export async function openDueRuns(
  deps: OpenDeps & { readonly directory: Pick<PublisherDirectory, 'page'> },
): Promise<readonly Run[]> {
  const opened = [await openWeeklyRun(deps)];
  for (const schedule of REGULAR_SCHEDULES) {
    const nowMs = deps.clock.nowMs();
    const toDay = lastClosedEnd(schedule, nowMs, deps.zone);
    if (schedule === 'weekly' || nowMs - opensAtMs(toDay, deps.zone) > LATEST_MS) continue;
    if (await isUsed(deps.directory, schedule)) opened.push(await openOnce(deps, schedule, toDay));
  }
  return opened;
}

/** @throws Problem `invalid` naming whom nobody knows: a run would wait for their line for ever */
export async function assertPublishers(
  directory: Pick<PublisherDirectory, 'payoutTerms'>,
  publisherIds: readonly string[],
): Promise<void> {
  for (const [index, publisherId] of publisherIds.entries()) {
    if (await directory.payoutTerms(publisherId)) continue;
    throw invalidField(`body.publisherIds.${index}`, `${publisherId} is not a publisher`);
  }
}

/** Whether a run stands in the way of another one up to the same day: one that pays some only makes room once it is over. */
const isInTheWay = (there: Run | undefined, only: readonly string[] | undefined): boolean =>
  there?.state !== 'cancelled' && !(only && there?.state === 'issued');

/**
 * Opens a run that a person asks for.
 *
 * @param only pays these; everybody when absent
 * @throws Problem `conflict` when the last day has not closed yet, or when the run is open already
 */
export async function requestRun(
  { runs, clock, zone }: OpenDeps,
  toDay: Day,
  by: Actor,
  only?: readonly string[],
): Promise<Run> {
  const nowMs = clock.nowMs();
  if (toDay < FIRST_DAY) throw invalidField('body.toDay', `is before ${FIRST_DAY}`);
  const fromMs = opensAtMs(toDay, zone);
  if (nowMs < fromMs) {
    const detail = `${toDay} has not closed yet: a run up to it opens at ${toIso(fromMs)} at the earliest`;
    throw new Problem('conflict', detail, [{ field: 'body.toDay', message: 'has not closed yet' }]);
  }
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const run = newRun(runIdOf({ schedule: 'demand', toDay, attempt }), toDay, by, nowMs, only);
    if (await runs.create(run)) return run;
    const there = await runs.get(run.runId);
    if (isInTheWay(there, only)) throw new Problem('conflict', `run ${run.runId} is open already`);
  }
  throw new Problem('conflict', `there were ${MAX_ATTEMPTS} runs up to ${toDay}: ask for a later day`);
}
