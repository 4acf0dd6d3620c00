import { beforeAll, describe, expect, it } from 'vitest';
import type { DisputeRules } from '../../shared/catalog/aftermath.ts';
import { ruleDispute } from '../../shared/disputes/rule-dispute.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { disputesWorld } from './world.ts';

const RULES: DisputeRules = {
  maxPerMonth: 3,
  maxShareBps: 1_000,
  maxAgeDays: 5,
  within: 'accept',
  beyond: 'reject',
  answerDays: 2,
  unanswered: 'accept',
};

describe('the rules of an offer', () => {
  it.each([
    ['within every limit', { number: 3, qualified: 30, ageDays: 5 }, 'accept', 'within every limit'],
    ['too old', { number: 1, qualified: 100, ageDays: 6 }, 'reject', '6 days old'],
    ['too many', { number: 4, qualified: 100, ageDays: 0 }, 'reject', 'dispute 4 of the month'],
    ['too large a share', { number: 3, qualified: 29, ageDays: 0 }, 'reject', '3 of 29'],
    ['of nothing that qualified', { number: 1, qualified: 0, ageDays: 0 }, 'reject', '1 of 0'],
  ])('decide a dispute %s', (_name, facts, decision, because) => {
    expect(ruleDispute(RULES, facts)).toMatchObject({ decision, because: expect.stringContaining(because) });
  });

  it('leave it to a person where there are none, or where they say so', () => {
    const facts = { number: 9, qualified: 0, ageDays: 80 };
    expect(ruleDispute(undefined, facts).decision).toBe('review');
    expect(ruleDispute({ ...RULES, beyond: 'review' }, facts).decision).toBe('review');
    expect(ruleDispute({ within: 'accept', beyond: 'reject', unanswered: 'review' }, facts).decision).toBe('accept');
  });
});

describe('disputes under rules', () => {
  let world: Awaited<ReturnType<typeof disputesWorld>>;
  beforeAll(async () => {
    world = await disputesWorld({ disputeRules: RULES });
  });

  it('are accepted at once up to the month’s limit, also when they come at the same moment, then rejected', async () => {
    const calls = ['call_1', 'call_2', 'call_3', 'call_4', 'call_5'];
    for (const call of calls) await world.qualify(call);
    const answers = await Promise.all(calls.map((call) => world.open(call)));
    const states = answers.map(({ json }) => json.state).sort();
    expect(states).toEqual(['accepted', 'accepted', 'accepted', 'rejected', 'rejected']);
    const rejected = answers.find(({ json }) => json.state === 'rejected');
    expect(rejected?.json.steps[1]).toMatchObject({ by: 'rules', note: expect.stringContaining('3 are allowed') });
    expect((await world.balancesOf('pub_blog'))['publisher:pub_blog:payable']).toBe(-2n * 3_000n);
  });
});

describe('a dispute that nobody answers', () => {
  it('is decided by the rules after its days, not before and not once it was answered', async () => {
    const world = await disputesWorld({ disputeRules: { ...RULES, within: 'review' } });
    await world.qualify('call_1');
    await world.qualify('call_2');
    const { json } = await world.open('call_1');
    expect(json).toMatchObject({ state: 'open', answerBy: '2026-03-04T15:00:00.000Z' });
    const other = await world.open('call_2');
    await world.answer(other.json.disputeId, { answer: 'contest' });
    world.clock.advance(2 * DAY_MS - 1);
    await world.finish();
    expect((await world.get(json.disputeId, 'acme')).json.state).toBe('open');
    world.clock.advance(1);
    await world.finish();
    await world.finish();
    expect((await world.get(json.disputeId, 'acme')).json).toMatchObject({
      state: 'accepted',
      steps: [{}, { by: 'rules', note: 'nobody answered in time' }],
    });
    expect((await world.get(other.json.disputeId, 'acme')).json.state).toBe('contested');
    expect((await world.balancesOf('pub_blog'))['publisher:pub_blog:payable']).toBe(-3_000n);
  });
});
