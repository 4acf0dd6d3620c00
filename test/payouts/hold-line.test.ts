import { beforeEach, describe, expect, it } from 'vitest';
import { approvePayoutRunHandler } from '../../functions/payouts/approve-payout-run/handler.ts';
import { getPayoutRunHandler } from '../../functions/payouts/get-payout-run/handler.ts';
import { holdPayoutLineHandler } from '../../functions/payouts/hold-payout-line/handler.ts';
import { listPayoutLinesHandler } from '../../functions/payouts/list-payout-lines/handler.ts';
import { releasePayoutLineHandler } from '../../functions/payouts/release-payout-line/handler.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { holdLine, MAX_HELD } from '../../shared/payouts/hold-line.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { readStatement } from '../../shared/payouts/read-statement.ts';
import { viewStatement } from '../../shared/payouts/views.ts';
import { authenticate, call, quiet } from './api-call.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

const DAY = '2026-03-01';
const RUN = `run_demand_${DAY}`;
const CARL = { keyId: 'key_carl', subjectId: 'carl' };

describe('a line of a drawn run', () => {
  let world: World;
  const deps = () => ({ ...world, log: quiet, authenticate });
  const hold = (publisherId: string, as = 'ben', reason = 'unclear traffic') =>
    call(holdPayoutLineHandler(deps()), { as, params: { runId: RUN, publisherId }, body: { reason } });
  const release = (publisherId: string, as = 'ben') =>
    call(releasePayoutLineHandler(deps()), { as, params: { runId: RUN, publisherId } });

  beforeEach(async () => {
    world = await createWorld();
    for (const id of ['pub_a', 'pub_b']) {
      await world.addPublisher(id);
      await world.owe(id, DAY, 700n);
    }
    await world.addPublisher('pub_c', { payee: null });
    await world.owe('pub_c', DAY, 5n);
    await world.draw(await requestRun(world, DAY, ANNA));
  });

  it('that is held is not paid, says why, and goes on to the next run whole', async () => {
    const held = await hold('pub_b');
    expect(held.json).toMatchObject({
      decision: 'carry',
      reason: 'held',
      payMinor: 0,
      carriedOutMinor: 700,
      heldFor: 'unclear traffic',
    });
    expect((await world.run(RUN)).totals).toMatchObject([
      { paidLines: 1, carriedLines: 2, payMinor: 700n, carriedMinor: 705n },
    ]);
    const lines = await call(listPayoutLinesHandler(deps()), { as: 'anna', params: { runId: RUN } });
    expect(lines.json.items.map(({ payMinor }: { payMinor: number }) => payMinor)).toEqual([700, 0, 0]);
    await approveRun(world, RUN, CARL);
    await world.issue();
    expect((await world.run(RUN)).files).toMatchObject([{ payments: 1, totalMinor: 700n }]);
    const { line, run } = await readStatement(world, 'pub_b', RUN);
    expect(viewStatement(line, run)).toMatchObject({
      paidMinor: 0n,
      carriedOutMinor: 700n,
      explanation: expect.stringContaining('unclear traffic'),
    });
    world.closeDay('2026-03-08');
    const next = await requestRun(world, '2026-03-08', ANNA);
    await world.draw(next);
    expect(await world.lines.ofRun(next.runId, 'pub_b')).toMatchObject({ carriedInMinor: 700n, payMinor: 700n });
  });

  it('may be released again; once or often is the same', async () => {
    const before = (await world.run(RUN)).totals;
    await Promise.all([hold('pub_b'), hold('pub_b'), hold('pub_a')]);
    await Promise.all([release('pub_b'), release('pub_b'), release('pub_a')]);
    expect((await world.run(RUN)).totals).toEqual(before);
    expect((await world.run(RUN)).held).toEqual([]);
    expect((await release('pub_b')).json).toMatchObject({ decision: 'pay', payMinor: 700 });
  });

  it('keeps whoever holds or releases it from approving', async () => {
    await hold('pub_b');
    await release('pub_b', 'anna');
    await expect(approveRun(world, RUN, BEN)).rejects.toMatchObject({ kind: 'forbidden' });
    expect((await approveRun(world, RUN, CARL)).state).toBe('approved');
  });

  it('that is held while somebody looks at the run keeps them from approving what they have not seen', async () => {
    const show = () => call(getPayoutRunHandler(deps()), { as: 'ben', params: { runId: RUN } });
    const approve = (etag: string) =>
      call(approvePayoutRunHandler(deps()), { as: 'ben', params: { runId: RUN }, etag });
    const seen = String((await show()).etag);
    const held = await hold('pub_b', 'dora');
    expect(await approve(seen)).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    expect((await approve('7')).json.errors).toMatchObject([{ field: 'headers.if-match' }]);
    // Whoever may never approve it is told so, whatever they saw of it.
    await expect(approveRun(world, RUN, ANNA, 1)).rejects.toMatchObject({ kind: 'forbidden' });
    expect((await world.run(RUN)).state).toBe('drawn');
    // A hold says the version that it made; who releases by the one before it is told that it is not as they think.
    const late = { as: 'dora', params: { runId: RUN, publisherId: 'pub_b' }, etag: seen };
    expect((await call(releasePayoutLineHandler(deps()), late)).status).toBe(412);
    expect((await show()).etag).toBe(held.etag);
    const approved = await approve(String(held.etag));
    expect(approved).toMatchObject({ status: 200, json: { state: 'approved', totals: [{ payMinor: 700 }] } });
    expect(approved.etag).toBe(`"${approved.json.version}"`);
  });

  it('tells who approves by name who changed the run since it was drawn', async () => {
    await hold('pub_b', 'dora');
    await release('pub_b', 'dora');
    const shown = await call(getPayoutRunHandler(deps()), { as: 'ben', params: { runId: RUN } });
    expect(shown.json.changedBy).toEqual([{ keyId: 'key_dora', subjectId: 'dora', name: 'Dora Reyes' }]);
  });

  it('can not be held where it pays nothing, is not there, or the run has gone on', async () => {
    expect((await hold('pub_c')).status).toBe(409);
    expect((await hold('pub_none')).status).toBe(404);
    expect((await hold('pub_b', 'pub_a')).status).toBe(403);
    expect((await hold('pub_b', 'ben', '')).json.errors).toMatchObject([{ field: 'body.reason' }]);
    world.closeDay('2026-03-08');
    await requestRun(world, '2026-03-08', ANNA);
    await world.enlist();
    expect((await hold('pub_b')).status).toBe(409);
    await approveRun(world, RUN, BEN);
    expect((await release('pub_b')).status).toBe(409);
    expect((await world.run(RUN)).held).toBeUndefined();
  });

  it('is one of at most so many that are held', async () => {
    const run = await world.run(RUN);
    const one = { publisherId: 'pub_x', reason: 'because', by: BEN, atMs: 0 };
    await world.runs.replace(run, { ...run, version: run.version + 1, held: Array(MAX_HELD).fill(one) });
    const full = holdLine(world, { runId: RUN, publisherId: 'pub_b' }, BEN, 'one more');
    await expect(full).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('an approver with a limit', () => {
  it('approves up to it, in its currencies only, and is told it', async () => {
    const world = await createWorld();
    await world.addPublisher('pub_a');
    await world.owe('pub_a', DAY, 100_000n);
    await world.draw(await requestRun(world, DAY, ANNA));
    const approve = (approvalLimits: readonly { currency: string; maxMinor: bigint }[]) =>
      call(
        approvePayoutRunHandler({
          ...world,
          log: quiet,
          authenticate: async (key) => {
            const principal = await authenticate(key);
            return principal && { ...principal, approvalLimits };
          },
        }),
        { as: 'ben', params: { runId: RUN } },
      );
    const above = await approve([{ currency: 'USD', maxMinor: 99_999n }]);
    expect(above).toMatchObject({
      status: 403,
      json: { detail: 'the run pays 1000.00 USD; your limit is 999.99 USD' },
    });
    expect((await approve([{ currency: 'EUR', maxMinor: 999_999n }])).status).toBe(403);
    expect((await world.run(RUN)).state).toBe('drawn');
    const allowed = await approve([{ currency: 'USD', maxMinor: 100_000n }]);
    expect(allowed.json).toMatchObject({ state: 'approved', approved: { by: { keyId: 'key_ben', subjectId: 'ben' } } });
  });
});
