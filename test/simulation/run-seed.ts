import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { opensAtMs } from '../../shared/payouts/period.ts';
import { bringLead, playMeeting, tickChannels } from './channels/channel-people.ts';
import { askForRun, lookAtRuns, openWeekly, settleAll, tick } from './finance.ts';
import { invariantsOf } from './invariants.ts';
import type { Violation } from './monitor.ts';
import { adjustOne, correct, enterPayee, placeCall } from './people.ts';
import { reportsOf } from './report-invariants.ts';
import { type Choice, World } from './world.ts';

export interface SeedResult {
  readonly seed: number;
  readonly events: number;
  readonly violations: readonly Violation[];
  readonly world: World;
}

/** Sends all dead letters again, a few times, once nothing goes wrong any more. */
function heal(world: World): void {
  const { scheduler, plan, faults, queues } = world;
  scheduler.at(plan.healMs, () => faults.heal());
  for (const hours of [1, 8, 16]) {
    scheduler.at(plan.healMs + hours * HOUR_MS, () => {
      for (const queue of Object.values(queues)) queue.redriveAll();
    });
  }
}

/** Plays one seed to its end, then looks at everything that is left. The same choice always gives the same result. */
export async function runSeed(choice: Choice): Promise<SeedResult> {
  const world = new World(choice);
  const { plan, scheduler } = world;
  const endMs = opensAtMs(plan.lastDay, plan.zone) + 2 * DAY_MS;
  heal(world);
  for (const call of plan.calls) void placeCall(world, call);
  for (const lead of plan.leads) void bringLead(world, lead);
  for (const meeting of plan.meetings) void playMeeting(world, meeting);
  for (const correction of plan.corrections) void correct(world, correction);
  for (const adjustment of plan.adjustments) void adjustOne(world, adjustment);
  for (const payee of plan.payees) void enterPayee(world, payee);
  for (const run of plan.runs) void askForRun(world, run);
  void openWeekly(world, endMs - DAY_MS);
  void tick(world, endMs);
  if (plan.leads.length + plan.meetings.length > 0) void tickChannels(world, endMs - DAY_MS);
  void lookAtRuns(world, endMs);
  void settleAll(world);
  const { monitor } = world;
  const hear = (reason: unknown): void => {
    // On Lambda this ends the container, and with it everything else that it was doing.
    monitor.say(scheduler.nowMs, `an error that nobody awaited: ${String(reason)}`);
  };
  process.on('unhandledRejection', hear);
  try {
    await scheduler.run();
    for (const what of [...invariantsOf(world), ...(await reportsOf(world))]) monitor.say(scheduler.nowMs, what);
  } catch (error) {
    monitor.say(scheduler.nowMs, `the simulation could not go on: ${String(error)}`);
  } finally {
    process.off('unhandledRejection', hear);
  }
  return { seed: choice.seed, events: world.events, violations: monitor.violations, world };
}
