import { expect, it } from 'vitest';
import { disputeTrace } from '../../shared/disputes/dispute-trace.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { disputeEvents } from '../../shared/webhooks/derive/dispute-events.ts';
import { disputesWorld } from './world.ts';

type World = Awaited<ReturnType<typeof disputesWorld>>;

/** Rejected by its verdict, and disputed by its publisher. */
async function objected(world: World, outcomeId: string): Promise<string> {
  await world.reject(outcomeId);
  const { status, json } = await world.object(outcomeId);
  expect(status).toBe(201);
  return json.disputeId;
}

const moneyOf = async (world: World) => (await world.entriesOf('pub_blog')).filter(({ kind }) => kind === 'adjustment');

it('states until when it is answered, and stays rejected where nobody acts, without any money', async () => {
  const world = await disputesWorld();
  const disputeId = await objected(world, 'call_a');
  expect((await world.get(disputeId, 'acme')).json).toMatchObject({ answerBy: '2026-03-16T15:00:00.000Z' });
  world.clock.advance(14 * DAY_MS - 1);
  await world.finish();
  expect((await world.get(disputeId, 'blog')).json.state).toBe('open');
  world.clock.advance(1);
  await world.finish();
  await world.finish();
  const { json } = await world.get(disputeId, 'blog');
  expect(json).toMatchObject({
    ...{ state: 'rejected', settledAt: '2026-03-16T15:00:00.000Z' },
    steps: [{}, { by: 'rules', note: 'nobody answered in time' }],
  });
  expect([json.answerBy, json.granted, await moneyOf(world)]).toEqual([undefined, undefined, []]);
});

it('that is contested leaves the network as long again to decide', async () => {
  const world = await disputesWorld();
  const [decided, forgotten] = [await objected(world, 'call_b'), await objected(world, 'call_c')];
  world.clock.advance(13 * DAY_MS);
  for (const disputeId of [decided, forgotten]) {
    const answer = await world.answer(disputeId, { answer: 'contest' }, 'acme');
    expect(answer.json).toMatchObject({ state: 'contested', answerBy: '2026-03-29T15:00:00.000Z' });
  }
  world.clock.advance(13 * DAY_MS);
  await world.finish();
  expect((await world.list('operator')).json.items).toHaveLength(2);
  await world.decide(decided, { decision: 'accept' });
  world.clock.advance(DAY_MS);
  await world.finish();
  expect((await world.get(forgotten, 'blog')).json).toMatchObject({
    ...{ state: 'rejected', steps: [{}, {}, { by: 'rules', note: 'nobody decided in time' }] },
  });
  expect(await moneyOf(world)).toHaveLength(1);
});

it('has the days that the offer gives for an answer, and is never granted by its rules', async () => {
  const world = await disputesWorld({
    disputeRules: { within: 'accept', beyond: 'reject', answerDays: 3, unanswered: 'accept' },
  });
  const disputeId = await objected(world, 'call_d');
  expect((await world.get(disputeId, 'blog')).json).toMatchObject({
    ...{ state: 'open', answerBy: '2026-03-05T15:00:00.000Z' },
  });
  world.clock.advance(3 * DAY_MS);
  await world.finish();
  expect((await world.get(disputeId, 'blog')).json.state).toBe('rejected');
});

it('that is contested while the sweeper holds it for unanswered is not taken out of the network’s hands', async () => {
  const world = await disputesWorld();
  const disputeId = await objected(world, 'call_e');
  world.clock.advance(14 * DAY_MS);
  const due = await world.disputes.due(world.clock.nowMs(), 10);
  await world.answer(disputeId, { answer: 'contest' }, 'acme');
  await world.finish({ disputes: { ...world.disputes, due: async () => due } });
  expect((await world.get(disputeId, 'blog')).json.state).toBe('contested');
});

it('keeps nobody who asks to be erased waiting for ever', async () => {
  const world = await disputesWorld();
  const disputeId = await objected(world, 'call_f');
  const outcome = await world.outcomes.get('call_f');
  if (!outcome) throw new Error('no outcome');
  const trace = disputeTrace(world.disputes, 'publisher');
  const erase = () => trace.erase(outcome, world.clock.nowMs());
  expect(await erase()).toEqual({ waits: true });
  world.clock.advance(14 * DAY_MS);
  await world.finish();
  expect(await erase()).toEqual({});
  expect((await world.get(disputeId, 'blog')).json.steps).toMatchObject([{ note: '' }, { note: '' }]);
});

it('tells both sides of its time, anew where it is contested', async () => {
  const world = await disputesWorld();
  const disputeId = await objected(world, 'call_g');
  const told = async () => {
    const { claim, ...dispute } = (await world.disputes.get(disputeId)) ?? {};
    const stored = {
      ...dispute,
      claim: { chargeMinor: Number(claim?.chargeMinor), payoutMinor: Number(claim?.payoutMinor) },
    };
    return disputeEvents(stored).map(({ data }) => data);
  };
  expect(await told()).toMatchObject(Array(3).fill({ state: 'open', answerBy: '2026-03-16T15:00:00.000Z' }));
  world.clock.advance(DAY_MS);
  await world.answer(disputeId, { answer: 'contest' }, 'acme');
  expect(await told()).toMatchObject(Array(3).fill({ state: 'contested', answerBy: '2026-03-17T15:00:00.000Z' }));
});
