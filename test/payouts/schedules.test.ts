import { beforeEach, describe, expect, it } from 'vitest';
import { openPayoutRunHandler } from '../../functions/payouts/open-payout-run/handler.ts';
import { requestPayoutRunHandler } from '../../functions/payouts/request-payout-run/handler.ts';
import type { PayoutSchedule } from '../../shared/catalog/payout-schedule.ts';
import { startOfDayMs } from '../../shared/kernel/time.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { enlistPublishers } from '../../shared/payouts/enlist-publishers.ts';
import { openDueRuns, requestRun } from '../../shared/payouts/open-run.ts';
import { authenticate, call, quiet } from './api-call.ts';
import { ANNA, BEN, createWorld, type World, ZONE } from './world.ts';

const HOUR_MS = 3_600_000;

describe('payouts by the schedule of each publisher', () => {
  let world: World;
  const add = async (publisherId: string, schedule?: PayoutSchedule) => {
    await world.addPublisher(publisherId, schedule ? { schedule } : {});
    await world.owe(publisherId, '2026-02-10', 1_000n);
  };
  const openOn = async (day: string) => {
    world.clock.set(startOfDayMs(day, ZONE) + 6 * HOUR_MS);
    return (await openDueRuns(world)).map(({ runId }) => runId);
  };
  /** Runs draw one after the other, so each needs a minute of its own. */
  const drawEach = async () => {
    for (const run of await world.runs.active()) await world.draw(run);
  };
  /** Who was paid what in a run. */
  const paidIn = async (runId: string) => {
    await drawEach();
    expect((await world.run(runId)).state).toBe('drawn');
    const { items } = await world.lines.listOfRun(runId, { limit: 50 });
    return Object.fromEntries(
      items.filter(({ payMinor }) => payMinor > 0n).map(({ publisherId, payMinor }) => [publisherId, payMinor]),
    );
  };

  beforeEach(async () => {
    world = await createWorld();
  });

  it('pays each in the run of its own schedule, and in no other', async () => {
    await add('pub_half', 'twice-monthly');
    await add('pub_month', 'monthly');
    await add('pub_two', 'two-weekly');
    await add('pub_week');
    await add('pub_when', 'demand');
    // A Sunday that ends a month and two weeks would be too easy: the 1st of March 2026 is a Sunday, but not a second one.
    expect(await openOn('2026-03-01')).toEqual([
      'run_weekly_2026-02-22',
      'run_two-weekly_2026-02-22',
      'run_twice-monthly_2026-02-28',
      'run_monthly_2026-02-28',
    ]);
    expect(await paidIn('run_weekly_2026-02-22')).toEqual({ pub_week: 1_000n });
    expect(await paidIn('run_two-weekly_2026-02-22')).toEqual({ pub_two: 1_000n });
    expect(await paidIn('run_twice-monthly_2026-02-28')).toEqual({ pub_half: 1_000n });
    expect(await paidIn('run_monthly_2026-02-28')).toEqual({ pub_month: 1_000n });
    await Promise.all((await world.runs.active()).map(({ runId }) => approveRun(world, runId, BEN)));
    await world.issue();
    await world.owe('pub_half', '2026-03-01', 70n);
    world.closeDay('2026-03-01');
    const { runId } = await requestRun(world, '2026-03-01', ANNA);
    expect(await paidIn(runId)).toEqual({ pub_half: 70n, pub_when: 1_000n });
  });

  it('opens none on a schedule by which nobody is paid, nor one long after its period', async () => {
    await add('pub_week');
    expect(await openOn('2026-03-02')).toEqual(['run_weekly_2026-03-01']);
    await add('pub_month', 'monthly');
    expect(await openOn('2026-03-20')).toEqual(['run_weekly_2026-03-15']);
    expect(await openOn('2026-04-03')).toEqual(['run_weekly_2026-03-29', 'run_monthly_2026-03-31']);
  });

  it('is opened once, however often the day comes round', async () => {
    await add('pub_month', 'monthly');
    const handler = openPayoutRunHandler({ ...world, log: quiet });
    world.clock.set(startOfDayMs('2026-03-01', ZONE) + 6 * HOUR_MS);
    for (let times = 0; times < 3; times += 1) await handler({ time: '' });
    expect((await world.runs.active()).map(({ runId }) => runId).sort()).toEqual([
      'run_monthly_2026-02-28',
      'run_weekly_2026-02-22',
    ]);
  });

  it('decides once whose run it is, though a schedule changes between two readings of the list', async () => {
    await add('pub_a');
    await add('pub_b');
    await openOn('2026-03-02');
    const { runs } = world;
    const stopped = {
      ...runs,
      replace: async (before: Parameters<typeof runs.replace>[0], after: Parameters<typeof runs.replace>[1]) => {
        if (after.enlisted.count > 0) throw new Error('stopped');
        return runs.replace(before, after);
      },
    };
    await expect(enlistPublishers({ ...world, runs: stopped }, world.clock.nowMs() + HOUR_MS)).rejects.toThrow(
      'stopped',
    );
    await world.drawAll();
    await world.publishers.change('pub_a', { payoutSchedule: 'monthly' });
    const drawn = await world.draw(await world.run('run_weekly_2026-03-01'));
    expect(drawn).toMatchObject({ state: 'drawn', totals: [{ paidLines: 2, payMinor: 2_000n }] });
  });

  it('starts after what was paid when a schedule changes', async () => {
    await add('pub_a');
    await openOn('2026-03-02');
    await world.draw(await world.run('run_weekly_2026-03-01'));
    await approveRun(world, 'run_weekly_2026-03-01', BEN);
    await world.issue();
    await world.publishers.change('pub_a', { payoutSchedule: 'twice-monthly' });
    await world.owe('pub_a', '2026-03-15', 250n);
    await openOn('2026-03-16');
    expect(await paidIn('run_weekly_2026-03-15')).toEqual({});
    expect(await paidIn('run_twice-monthly_2026-03-15')).toEqual({ pub_a: 250n });
    expect(await world.lines.latest('pub_a')).toMatchObject({ seq: 2, fromDay: '2026-03-02', toDay: '2026-03-15' });
  });
});

describe('a run that is asked for', () => {
  let world: World;
  const request = (body: unknown) =>
    call(requestPayoutRunHandler({ ...world, log: quiet, authenticate }), { as: 'anna', body });
  const pay = async (runId: string) => {
    await world.draw(await world.run(runId));
    await approveRun(world, runId, BEN);
    await world.issue();
  };

  beforeEach(async () => {
    world = await createWorld();
    for (const publisherId of ['pub_a', 'pub_b']) {
      await world.addPublisher(publisherId, { schedule: 'demand' });
      await world.owe(publisherId, '2026-03-01', 500n);
    }
  });

  it('pays only whom it names, and the others by a later one up to the same day', async () => {
    const first = await request({ toDay: '2026-03-01', publisherIds: ['pub_b'] });
    expect(first).toMatchObject({ status: 201, json: { runId: 'run_demand_2026-03-01', only: ['pub_b'] } });
    const early = await request({ toDay: '2026-03-01', publisherIds: ['pub_a'] });
    expect(early.status).toBe(409);
    await pay('run_demand_2026-03-01');
    expect(await world.lines.latest('pub_a')).toBeUndefined();
    expect(await world.lines.latest('pub_b')).toMatchObject({ payMinor: 500n });
    const second = await request({ toDay: '2026-03-01', publisherIds: ['pub_a'] });
    expect(second.json).toMatchObject({ runId: 'run_demand_2026-03-01_2' });
    await pay('run_demand_2026-03-01_2');
    expect(await world.lines.latest('pub_a')).toMatchObject({ payMinor: 500n });
  });

  it('refuses whom nobody knows, and a name that comes twice', async () => {
    const unknown = await request({ toDay: '2026-03-01', publisherIds: ['pub_a', 'pub_x'] });
    expect(unknown).toMatchObject({ status: 400, json: { errors: [{ field: 'body.publisherIds.1' }] } });
    const twice = await request({ toDay: '2026-03-01', publisherIds: ['pub_a', 'pub_a'] });
    expect(twice).toMatchObject({ status: 400, json: { errors: [{ field: 'body.publisherIds' }] } });
    expect((await request({ toDay: '2026-03-01', publisherIds: [] })).status).toBe(400);
    expect(await world.runs.active()).toEqual([]);
  });
});
