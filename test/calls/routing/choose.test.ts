import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { candidate, decide, MONDAY, routeOf } from './fixture.ts';

const byPriority = (targetId: string, priority: number) => candidate(targetId, { target: { priority } });
const byPrice = (targetId: string, chargeMinor: bigint, payoutMinor = 0n) =>
  candidate(targetId, { chargeMinor, payoutMinor });
const spokeWith = (targetId: string, daysAgo: number) => ({
  earlier: [{ targetId, advertiserId: 'adv_1', atMs: MONDAY - daysAgo * DAY_MS }],
});

describe('the order of an offer’s targets', () => {
  it('is by priority number, lowest first, whatever they pay', () => {
    const candidates = [byPriority('c', 3), byPriority('a', 1), { ...byPriority('b', 2), chargeMinor: 9_000n }];
    expect(routeOf(decide({ candidates }))).toEqual(['a', 'b', 'c']);
  });

  it('keeps the rest as failover up to the limit, and says who else could have', () => {
    const candidates = [byPriority('a', 1), byPriority('b', 2), byPriority('c', 3)];
    const { steps, considered } = decide({ candidates, rules: { maxTargets: 2 } });
    expect(steps.map(({ targetId }) => targetId)).toEqual(['a', 'b']);
    expect(considered.map(({ targetId, fate }) => [targetId, fate])).toEqual([
      ['a', { kind: 'chosen', rank: 1, sticky: false }],
      ['b', { kind: 'chosen', rank: 2, sticky: false }],
      ['c', { kind: 'not-needed' }],
    ]);
  });

  it('skips who can’t take the call, and leads nowhere when nobody can', () => {
    const closed = candidate('a', { target: { state: 'paused' } });
    expect(routeOf(decide({ candidates: [closed, byPriority('b', 2)] }))).toEqual(['b']);
    expect(decide({ candidates: [closed] }).steps).toEqual([]);
    expect(decide({ candidates: [] })).toEqual({ steps: [], considered: [] });
  });

  it('carries what the dial needs, redials included', () => {
    const rules = { redials: { onBusy: 2, onNoAnswer: 1 } };
    const { steps } = decide({ candidates: [candidate('a', { rules, target: { ringSeconds: 30 } })] });
    expect(steps).toEqual([
      {
        targetId: 'a',
        offerId: 'offer_1',
        advertiserId: 'adv_1',
        destination: { kind: 'number', number: '+12175550142' },
        ringSeconds: 30,
        redialsOnBusy: 2,
        redialsOnNoAnswer: 1,
        chargeMinor: 4_000n,
        payoutMinor: 3_000n,
      },
    ]);
    expect(decide({ candidates: [candidate('a')] }).steps[0]).toMatchObject({ redialsOnBusy: 0, redialsOnNoAnswer: 0 });
  });
});

describe('the order of a market', () => {
  const rules = { order: 'price' as const };

  it('is by price, highest first, then by priority', () => {
    const candidates = [
      byPrice('low', 1_000n),
      { ...byPrice('late', 5_000n), target: byPriority('late', 9).target },
      { ...byPrice('early', 5_000n), target: byPriority('early', 1).target },
    ];
    expect(routeOf(decide({ candidates, rules }))).toEqual(['early', 'late', 'low']);
  });

  it('measures by what the publisher earns, or by what the network keeps', () => {
    const candidates = [byPrice('rich', 5_000n, 1_000n), byPrice('fair', 4_000n, 3_000n)];
    expect(routeOf(decide({ candidates, rules: { ...rules, worth: 'payout' } }))).toEqual(['fair', 'rich']);
    expect(routeOf(decide({ candidates, rules: { ...rules, worth: 'margin' } }))).toEqual(['rich', 'fair']);
    expect(decide({ candidates, rules: { ...rules, worth: 'margin' } }).considered[0]?.effectiveMinor).toBe(4_000);
  });

  it('weighs a price by how often it is answered, and gives a newcomer full credit', () => {
    const candidates = [byPrice('silent', 5_000n), byPrice('steady', 3_000n), byPrice('new', 2_900n)];
    const states = { silent: { answeredBps: 5_000 }, steady: { answeredBps: 9_500 } };
    const weighed = decide({ candidates, states, rules: { ...rules, weighAnswers: true } });
    expect(routeOf(weighed)).toEqual(['new', 'steady', 'silent']);
    expect(weighed.considered.map(({ effectiveMinor }) => effectiveMinor)).toEqual([2_500, 2_850, 2_900]);
    expect(routeOf(decide({ candidates, states, rules }))).toEqual(['silent', 'steady', 'new']);
  });
});

describe('a caller who comes back', () => {
  const candidates = [byPriority('first', 1), byPriority('known', 5)];

  it('goes to the target that had him, within the plan’s days', () => {
    const decision = decide({ candidates, facts: spokeWith('known', 3), rules: { stickyDays: 7 } });
    expect(routeOf(decision)).toEqual(['known', 'first']);
    expect(decision.considered[1]?.fate).toEqual({ kind: 'chosen', rank: 1, sticky: true });
  });

  it('… even where another pays more', () => {
    const market = [byPrice('rich', 9_000n), byPrice('known', 1_000n)];
    const rules = { order: 'price' as const, stickyDays: 7 };
    expect(routeOf(decide({ candidates: market, facts: spokeWith('known', 3), rules }))).toEqual(['known', 'rich']);
  });

  it('is like anybody else after them, without them, or when the target can’t', () => {
    expect(routeOf(decide({ candidates, facts: spokeWith('known', 7), rules: { stickyDays: 7 } }))[0]).toBe('known');
    expect(routeOf(decide({ candidates, facts: spokeWith('known', 8), rules: { stickyDays: 7 } }))[0]).toBe('first');
    expect(routeOf(decide({ candidates, facts: spokeWith('known', 3) }))[0]).toBe('first');
    const gone = [byPriority('first', 1), candidate('known', { target: { state: 'paused' } })];
    expect(routeOf(decide({ candidates: gone, facts: spokeWith('known', 3), rules: { stickyDays: 7 } }))).toEqual([
      'first',
    ]);
  });

  it('goes to the newest of several, and not to one of the future', () => {
    const earlier = [
      { targetId: 'first', advertiserId: 'adv_1', atMs: MONDAY },
      { advertiserId: 'adv_1', atMs: MONDAY - 1 },
      { targetId: 'known', advertiserId: 'adv_1', atMs: MONDAY - 2 },
      { targetId: 'first', advertiserId: 'adv_1', atMs: MONDAY - 3 },
    ];
    expect(routeOf(decide({ candidates, facts: { earlier }, rules: { stickyDays: 7 } }))[0]).toBe('known');
  });
});
