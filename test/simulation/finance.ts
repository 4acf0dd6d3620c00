import { addDays, dayOf, HOUR_MS, MINUTE_MS, startOfDayMs } from '../../shared/kernel/time.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { cancelRun } from '../../shared/payouts/cancel-run.ts';
import type { Actor } from '../../shared/payouts/model.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { opensAtMs } from '../../shared/payouts/period.ts';
import { SCHEDULED, type Verb } from './functions.ts';
import type { RunPlan } from './plan.ts';
import { ANNA, BEN, CLEO } from './plan-parts.ts';
import type { World } from './world.ts';

const PEOPLE = [ANNA, BEN, CLEO] as const;

/** Runs as they stand, as a person sees them on a screen. */
const runsIn = (world: World, ...states: readonly string[]): string[] =>
  world.engine
    .table('payouts')
    .partition('RUNS')
    .filter((item) => states.includes(String(item.state)))
    .map((item) => String(item.runId));

/** Who is told that it is too early asks again; who finds the run open already gives up in the end. */
const MAX_ASKS = 4;

/** Somebody asks for a run, and perhaps gives it up soon after. */
export async function askForRun(world: World, { id, atMs, toDay, by, cancelAfterMs }: RunPlan): Promise<void> {
  const { scheduler } = world;
  await scheduler.waitUntil(atMs);
  for (let tries = 1; tries <= MAX_ASKS; tries += 1) {
    const answer = await world.invoke('finance', `${id} try ${tries}`, ({ payouts }) => requestRun(payouts, toDay, by));
    if (answer.ok && cancelAfterMs !== undefined) {
      await scheduler.wait(cancelAfterMs);
      await cancel(world, `${id} cancels`, answer.value.runId);
    }
    if (answer.ok) return;
    await scheduler.wait(world.dice(`${id}/again-${tries}`).between(10 * MINUTE_MS, 40 * MINUTE_MS));
  }
}

const cancel = (world: World, id: string, runId: string) =>
  world.invoke('finance', `${id} ${runId}`, ({ payouts }) => cancelRun(payouts, runId, CLEO, 'on second thoughts'));

const approve = (world: World, id: string, runId: string, by: Actor) =>
  world.invoke('finance', `${id} ${runId} by ${by.subjectId}`, ({ payouts }) => approveRun(payouts, runId, by));

/** Every few hours finance looks at what is drawn. Some of it is approved, some by two people at once, some by the wrong one. */
export async function lookAtRuns(world: World, untilMs: number): Promise<void> {
  const { scheduler, dice, faults, plan } = world;
  for (let round = 1; scheduler.nowMs < untilMs; round += 1) {
    for (const runId of runsIn(world, 'drawn')) {
      const roll = dice(`round-${round}/${runId}`);
      const id = `round ${round}`;
      const by = PEOPLE[(round + roll.between(0, 2)) % PEOPLE.length] ?? ANNA;
      if (!faults.isHealed && roll.chance(plan.finance.cancels)) void cancel(world, id, runId);
      if (faults.isHealed || roll.chance(plan.finance.approves)) void approve(world, id, runId, by);
      if (roll.chance(plan.finance.approves / 3)) void approve(world, `${id} too`, runId, BEN);
    }
    await scheduler.wait(dice(`round-${round}`).between(HOUR_MS, 5 * HOUR_MS));
  }
}

/** Each day the schedule asks for the week that has closed, sometimes twice. */
export async function openWeekly(world: World, untilMs: number): Promise<void> {
  const { scheduler, dice, plan } = world;
  for (let day = dayOf(plan.startMs, plan.zone); scheduler.nowMs < untilMs; day = addDays(day, 1)) {
    const roll = dice(`weekly-${day}`);
    await scheduler.waitUntil(startOfDayMs(day, plan.zone) + roll.between(HOUR_MS, 2 * HOUR_MS));
    for (let times = roll.chance(0.3) ? 2 : 1; times > 0; times -= 1) {
      void world.invoke('open-payout-run', `${day} ${times}`, SCHEDULED['open-payout-run']);
    }
  }
}

const EVERY_MINUTE = ['enlist-publishers', 'close-payout-run', 'issue-payments'] as const satisfies readonly Verb[];

/** The schedules that fire each minute; minutes in which they would find nothing, or nothing new, are mostly skipped. */
export async function tick(world: World, untilMs: number): Promise<void> {
  const { scheduler, plan } = world;
  let standing = '';
  let idle = 0;
  while (scheduler.nowMs < untilMs) {
    const minute = Math.floor((scheduler.nowMs - plan.startMs) / MINUTE_MS);
    const waiting = runsIn(world, 'opening', 'drawing', 'approved');
    const isBusy = waiting.length > 0;
    idle = waiting.join() === standing ? idle + 1 : 0;
    standing = waiting.join();
    for (const verb of isBusy ? EVERY_MINUTE : []) void world.invoke(verb, `minute ${minute}`, SCHEDULED[verb]);
    await scheduler.wait(isBusy && idle < 15 ? MINUTE_MS : 7 * MINUTE_MS);
  }
}

/** The last run of all, which settles whatever is left. */
export async function settleAll(world: World): Promise<void> {
  const { scheduler, plan } = world;
  await scheduler.waitUntil(opensAtMs(plan.lastDay, plan.zone) + 10 * MINUTE_MS);
  for (let tries = 1; tries <= 5; tries += 1) {
    const answer = await world.invoke('finance', `last run, try ${tries}`, ({ payouts }) =>
      requestRun(payouts, plan.lastDay, ANNA),
    );
    if (answer.ok) return;
    await scheduler.wait(HOUR_MS);
  }
}
