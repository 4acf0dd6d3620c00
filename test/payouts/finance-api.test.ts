import { beforeEach, describe, expect, it } from 'vitest';
import { approvePayoutRunHandler } from '../../functions/payouts/approve-payout-run/handler.ts';
import { cancelPayoutRunHandler } from '../../functions/payouts/cancel-payout-run/handler.ts';
import { closePayoutRunHandler } from '../../functions/payouts/close-payout-run/handler.ts';
import { enlistPublishersHandler } from '../../functions/payouts/enlist-publishers/handler.ts';
import { getPayoutFileHandler } from '../../functions/payouts/get-payout-file/handler.ts';
import { getPayoutRunHandler } from '../../functions/payouts/get-payout-run/handler.ts';
import { issuePaymentsHandler } from '../../functions/payouts/issue-payments/handler.ts';
import { listPayoutFilesHandler } from '../../functions/payouts/list-payout-files/handler.ts';
import { listPayoutLinesHandler } from '../../functions/payouts/list-payout-lines/handler.ts';
import { listPayoutRunsHandler } from '../../functions/payouts/list-payout-runs/handler.ts';
import { openPayoutRunHandler } from '../../functions/payouts/open-payout-run/handler.ts';
import { requestPayoutRunHandler } from '../../functions/payouts/request-payout-run/handler.ts';
import { resumePayoutRunHandler } from '../../functions/payouts/resume-payout-run/handler.ts';
import { authenticate, call, quiet } from './api-call.ts';
import { createWorld, type World } from './world.ts';

const TICK = { time: '2026-03-02T05:00:00Z' };

describe('payout runs over the API', () => {
  let world: World;
  const deps = () => ({ ...world, log: quiet, authenticate });
  const request = (as: string | undefined, body: unknown) => call(requestPayoutRunHandler(deps()), { as, body });
  const approve = (as: string, runId: string) => call(approvePayoutRunHandler(deps()), { as, params: { runId } });
  const cancel = (as: string, runId: string, reason = 'wrong day') =>
    call(cancelPayoutRunHandler(deps()), { as, params: { runId }, body: { reason } });
  const draw = async () => {
    await enlistPublishersHandler(deps())(TICK);
    await world.drawAll();
    await closePayoutRunHandler(deps())(TICK);
  };

  beforeEach(async () => {
    world = await createWorld();
    await world.addPublisher('pub_a');
    await world.addPublisher('pub_b', { payee: null });
    await world.owe('pub_a', '2026-03-01', 2_050n);
    await world.owe('pub_b', '2026-03-01', 900n);
  });

  it('leads from the request to a file whose hash is told', async () => {
    const opened = await request('anna', { toDay: '2026-03-01' });
    expect(opened).toMatchObject({ status: 201, json: { runId: 'run_demand_2026-03-01', state: 'opening' } });
    await draw();
    const params = { runId: 'run_demand_2026-03-01' };
    const lines = await call(listPayoutLinesHandler(deps()), { as: 'ben', params, query: { limit: '1' } });
    expect(lines.json.items).toMatchObject([
      { publisherId: 'pub_a', payMinor: 2050, payee: { legalName: 'Ace Media LLC', account: '…2051' } },
    ]);
    expect(lines.text).not.toContain('DE02');
    const rest = await call(listPayoutLinesHandler(deps()), {
      as: 'ben',
      params,
      query: { limit: '1', cursor: lines.json.nextCursor },
    });
    expect(rest.json.items).toMatchObject([{ publisherId: 'pub_b', decision: 'carry', reason: 'no-payee' }]);
    expect(await approve('ben', params.runId)).toMatchObject({ status: 200, json: { state: 'approved' } });
    await issuePaymentsHandler(deps())(TICK);
    const files = await call(listPayoutFilesHandler(deps()), { as: 'anna', params });
    expect(files.json.items).toMatchObject([{ payments: 1, totalMinor: 2050, currency: 'USD' }]);
    const name = files.json.items[0].name;
    const file = await call(getPayoutFileHandler(deps()), { as: 'anna', params: { ...params, name } });
    expect(file.status).toBe(200);
    expect(file.text).toContain(',DE02120300000000202051,20.50,USD,');
    const run = await call(getPayoutRunHandler(deps()), { as: 'anna', params });
    expect(run.json).toMatchObject({ state: 'issued', approved: { by: { subjectId: 'ben' } } });
    const runs = await call(listPayoutRunsHandler(deps()), { as: 'anna' });
    expect(runs.json.items).toHaveLength(1);
  });

  it('refuses a day that has not closed, a day that does not exist and what it does not know', async () => {
    for (const [toDay, status] of [
      ['2026-03-02', 409],
      ['2026-02-30', 400],
      ['1999-12-31', 400],
      ['soon', 400],
    ] as const) {
      const answer = await request('anna', { toDay });
      expect(answer.status).toBe(status);
      expect(answer.json.errors).toMatchObject([{ field: 'body.toDay' }]);
    }
    expect((await request('anna', { toDay: '2026-03-01', force: true })).status).toBe(400);
    expect((await request('anna', '{"toDay":')).status).toBe(400);
    expect(await world.runs.active()).toEqual([]);
  });

  it('refuses a run that is open already, and opens it anew once it was cancelled', async () => {
    await request('anna', { toDay: '2026-03-01' });
    expect((await request('ben', { toDay: '2026-03-01' })).status).toBe(409);
    expect((await cancel('ben', 'run_demand_2026-03-01')).json).toMatchObject({ state: 'cancelled' });
    expect((await request('ben', { toDay: '2026-03-01' })).json).toMatchObject({ runId: 'run_demand_2026-03-01_2' });
  });

  it('refuses approval by its opener, with any of their keys, before it is drawn, and twice', async () => {
    await request('anna', { toDay: '2026-03-01' });
    expect((await approve('ben', 'run_demand_2026-03-01')).status).toBe(409);
    await draw();
    expect((await approve('anna', 'run_demand_2026-03-01')).status).toBe(403);
    expect((await approve('anna-too', 'run_demand_2026-03-01')).status).toBe(403);
    expect((await approve('ben', 'run_demand_2026-03-01')).status).toBe(200);
    expect((await approve('ben', 'run_demand_2026-03-01')).status).toBe(409);
    expect((await cancel('ben', 'run_demand_2026-03-01')).status).toBe(409);
  });

  it('knows no unknown run, and lets nobody else in', async () => {
    const params = { runId: 'run_weekly_2026-03-01' };
    for (const handler of [getPayoutRunHandler, listPayoutLinesHandler, listPayoutFilesHandler]) {
      expect((await call(handler(deps()), { as: 'anna', params })).status).toBe(404);
      expect((await call(handler(deps()), { as: 'adv', params })).status).toBe(403);
      expect((await call(handler(deps()), { params })).status).toBe(401);
    }
    expect((await approve('ben', 'run_weekly_2026-03-01')).status).toBe(404);
    expect((await approve('ben', 'anything')).status).toBe(404);
    expect((await cancel('ben', 'run_weekly_2026-03-01')).status).toBe(404);
    expect((await cancel('ben', 'run_weekly_2026-03-01', '')).status).toBe(400);
    expect((await request('pub_a', { toDay: '2026-03-01' })).status).toBe(403);
    const resume = resumePayoutRunHandler(deps());
    expect((await call(resume, { as: 'anna', params })).status).toBe(404);
    const file = { ...params, name: '../catalog' };
    expect((await call(getPayoutFileHandler(deps()), { as: 'anna', params: file })).status).toBe(404);
  });

  it('refuses a cursor of another list', async () => {
    await request('anna', { toDay: '2026-03-01' });
    await draw();
    const params = { runId: 'run_demand_2026-03-01' };
    const { json } = await call(listPayoutLinesHandler(deps()), { as: 'anna', params, query: { limit: '1' } });
    const foreign = await call(listPayoutRunsHandler(deps()), { as: 'anna', query: { cursor: json.nextCursor } });
    expect(foreign).toMatchObject({ status: 400, json: { errors: [{ field: 'query.cursor' }] } });
  });

  it('opens the week that has closed by schedule, once however often it fires, for any person to approve', async () => {
    const open = openPayoutRunHandler(deps());
    await Promise.all([open(TICK), open(TICK)]);
    await open(TICK);
    const runs = await world.runs.active();
    expect(runs).toMatchObject([{ runId: 'run_weekly_2026-03-01', opened: { by: { keyId: 'schedule' } } }]);
    await draw();
    expect((await approve('anna', 'run_weekly_2026-03-01')).status).toBe(200);
  });
});
