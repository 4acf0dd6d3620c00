import { beforeAll, expect, it } from 'vitest';
import { type AdjustmentRequest, adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { checkAdjustments } from '../../shared/ledger/check-adjustments.ts';
import { correctionIdOf, standingAfter } from '../../shared/ledger/correction.ts';
import { creditOutcome } from '../../shared/ledger/credit-outcome.ts';
import { disputesWorld } from './world.ts';

const windows = { disputeDays: 14, clawbackDays: 45, feedbackDays: 45, creditDays: 30, objectionDays: 10 };
const WORTH = { chargeMinor: 4_500n, payoutMinor: 3_000n };

let world: Awaited<ReturnType<typeof disputesWorld>>;
beforeAll(async () => {
  world = await disputesWorld({ windows });
});

/** Qualified, and credited in full. */
async function credited(outcomeId: string): Promise<void> {
  await world.qualify(outcomeId);
  await creditOutcome(world.deps, 'adv_acme', outcomeId, 'no decider');
}

const undoOfCredit = (outcomeId: string): AdjustmentRequest => ({
  ...{ action: 'undo', outcomeId, reason: 'there was one', adjustmentId: correctionIdOf(outcomeId, 'credit') },
});

async function standing(outcomeId: string) {
  const found = (await world.deps.corrections.read([outcomeId])).get(outcomeId);
  return found && standingAfter(found);
}

it('a credit that a clerk undid leaves nothing to dispute', async () => {
  await credited('call_a');
  await adjustOutcome(world.deps, undoOfCredit('call_a'), 'c1');
  expect((await world.outcome('call_a')).json.objectionable).toBeUndefined();
  expect((await world.object('call_a', { reason: 'unfounded-credit' })).status).toBe(409);
});

it('a credit that a clerk undid while it was disputed is not given back a second time', async () => {
  await credited('call_b');
  const { json } = await world.object('call_b', { reason: 'unfounded-credit' });
  await adjustOutcome(world.deps, undoOfCredit('call_b'), 'c1');
  const decided = await world.decide(json.disputeId, { decision: 'accept' });
  expect(decided.json).toMatchObject({ state: 'accepted', granted: { chargeMinor: 0, payoutMinor: 0 } });
  expect(await standing('call_b')).toEqual(WORTH);
});

it('a credit that a clerk undid between the decision and its entry is not given back a second time', async () => {
  await credited('call_c');
  const { json } = await world.object('call_c', { reason: 'unfounded-credit' });
  const busy = { corrections: { ...world.deps.corrections, add: () => Promise.reject(new Error('cut off')) } };
  expect((await world.decide(json.disputeId, { decision: 'accept' }, 'operator', busy)).status).toBe(500);
  await adjustOutcome(world.deps, undoOfCredit('call_c'), 'c1');
  await world.finish();
  expect((await world.get(json.disputeId, 'blog')).json.settledAt).toBeDefined();
  expect(await standing('call_c')).toEqual(WORTH);
});

it('what a clerk gave back in part is all that the dispute does not', async () => {
  await credited('call_d');
  const part: AdjustmentRequest = {
    ...{ action: 'change', outcomeId: 'call_d', reason: 'a third of it', currency: 'USD' },
    ...{ chargeMinor: 1_500n, payoutMinor: 1_000n },
  };
  await adjustOutcome(world.deps, part, 'c1');
  const { json } = await world.object('call_d', { reason: 'unfounded-credit' });
  expect(json.claim).toEqual({ payoutMinor: 2_000 });
  await world.decide(json.disputeId, { decision: 'accept' });
  expect(await standing('call_d')).toEqual(WORTH);
});

it('a bonus for a sale fills nothing of what a credit took', async () => {
  await credited('call_e');
  await world.correct('call_e', 'feedback', { chargeMinor: 0n, payoutMinor: 500n });
  const { json } = await world.object('call_e', { reason: 'unfounded-credit' });
  await world.decide(json.disputeId, { decision: 'accept' });
  expect(await standing('call_e')).toEqual({ chargeMinor: 4_500n, payoutMinor: 3_500n });
});

it('a credit that a granted dispute undid can’t be undone by a clerk as well, one by one or in a file', async () => {
  await credited('call_f');
  const { json } = await world.object('call_f', { reason: 'unfounded-credit' });
  await world.decide(json.disputeId, { decision: 'accept' });
  const request = undoOfCredit('call_f');
  await expect(adjustOutcome(world.deps, request, 'c1')).rejects.toMatchObject({
    ...{ kind: 'conflict', message: expect.stringContaining('undone already, by the publisher’s granted dispute') },
  });
  await expect(checkAdjustments(world.deps, [{ line: 2, request }])).rejects.toMatchObject({
    fields: [{ field: 'body.csv.line 2', message: expect.stringContaining('undone already') }],
  });
  expect(await standing('call_f')).toEqual(WORTH);
});

it('an undo that came before the grant is answered the same when it is sent again', async () => {
  await credited('call_g');
  const { json } = await world.object('call_g', { reason: 'unfounded-credit' });
  const first = await adjustOutcome(world.deps, undoOfCredit('call_g'), 'c1');
  await world.decide(json.disputeId, { decision: 'accept' });
  const again = await adjustOutcome(world.deps, undoOfCredit('call_g'), 'c2');
  expect(again.adjustmentId).toBe(first.adjustmentId);
  expect(await standing('call_g')).toEqual(WORTH);
});
