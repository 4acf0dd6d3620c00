import { beforeEach, describe, expect, it } from 'vitest';
import { approvePayoutRunHandler } from '../../functions/payouts/approve-payout-run/handler.ts';
import { cancelPayoutRunHandler } from '../../functions/payouts/cancel-payout-run/handler.ts';
import { requestPayoutRunHandler } from '../../functions/payouts/request-payout-run/handler.ts';
import { openWeeklyRun } from '../../shared/payouts/open-run.ts';
import { authenticate, call, quiet } from './api-call.ts';
import { createWorld, type World } from './world.ts';

describe('decisions that two people take at the same moment', () => {
  let world: World;
  const deps = () => ({ ...world, log: quiet, authenticate });
  const approve = (as: string, runId: string) => call(approvePayoutRunHandler(deps()), { as, params: { runId } });
  const cancel = (as: string, runId: string) =>
    call(cancelPayoutRunHandler(deps()), { as, params: { runId }, body: { reason: 'a wrong price' } });

  beforeEach(async () => {
    world = await createWorld();
    await world.addPublisher('pub_a');
    await world.owe('pub_a', '2026-03-01', 2_050n);
  });

  /** The week's run, which the schedule opened: either of them may approve it. */
  const drawn = async () => world.draw(await openWeeklyRun(world));

  it('approve a run once, and pay it once', async () => {
    const { runId } = await drawn();
    const answers = await Promise.all(
      ['anna', 'ben', 'anna-too', 'ben', 'anna', 'ben'].map((as) => approve(as, runId)),
    );
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual([200, 409, 409, 409, 409, 409]);
    const winner = answers.find((answer) => answer.status === 200);
    expect((await world.run(runId)).approved?.by).toEqual(winner?.json.approved.by);
    await world.issue();
    await world.issue();
    expect((await world.run(runId)).files).toMatchObject([{ payments: 1, totalMinor: 2_050n }]);
    expect(world.files.stored.size).toBe(1);
  });

  it('approve or cancel it, never both', async () => {
    const { runId } = await drawn();
    const answers = await Promise.all([
      approve('anna', runId),
      cancel('ben', runId),
      approve('ben', runId),
      cancel('anna', runId),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
    const run = await world.run(runId);
    expect(run.state === 'approved' ? [run.cancelled] : [run.approved]).toEqual([undefined]);
  });

  it('open one run of a day, and its opener does not approve it', async () => {
    const open = (as: string) => call(requestPayoutRunHandler(deps()), { as, body: { toDay: '2026-03-01' } });
    const people = ['anna', 'ben', 'anna-too', 'ben'];
    const answers = await Promise.all(people.map(open));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    const opener = String(people[answers.findIndex((answer) => answer.status === 201)]).slice(0, 3);
    const run = await world.draw(await world.run('run_demand_2026-03-01'));
    const approvals = await Promise.all(['anna', 'ben', 'anna-too'].map((as) => approve(as, run.runId)));
    const allowed = opener === 'ann' ? [403, 200, 403] : expect.arrayContaining([403]);
    expect(approvals.map((answer) => answer.status)).toEqual(allowed);
    expect(approvals.filter((answer) => answer.status === 200)).toHaveLength(1);
  });
});
