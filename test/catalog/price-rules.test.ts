import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PriceFacts, priceOf, priceRule } from '../../shared/catalog/price-rules.ts';

/** Monday 2 March 2026, 15:00 UTC. */
const MONDAY = Date.UTC(2026, 2, 2, 15, 0, 0);
const morning = { zone: 'UTC', windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 0, toMinute: 720 }] };

const priced = (rule: unknown, facts: Partial<PriceFacts> = {}) =>
  priceOf(priceRule.parse(rule), { atMs: MONDAY, ...facts });
const tiers = (...all: object[]) => ({ kind: 'tiers', tiers: all, otherwiseMinor: 1_000 });

describe('the price of an outcome', () => {
  it.each([
    ['flat', { kind: 'flat', amountMinor: 4_000 }, {}, 4_000n],
    ['by talk time', tiers({ minTalkSeconds: 120, amountMinor: 5_000 }), { talkSeconds: 120 }, 5_000n],
    ['by talk time, a second short', tiers({ minTalkSeconds: 120, amountMinor: 5_000 }), { talkSeconds: 119 }, 1_000n],
    ['by talk time that nobody knows yet', tiers({ minTalkSeconds: 120, amountMinor: 5_000 }), {}, 1_000n],
    ['by state', tiers({ regions: ['US-IL'], amountMinor: 5_000 }), { region: 'US-IL' }, 5_000n],
    ['by country, for a state of it', tiers({ regions: ['US'], amountMinor: 5_000 }), { region: 'US-IL' }, 5_000n],
    ['by state, for the country alone', tiers({ regions: ['US-IL'], amountMinor: 5_000 }), { region: 'US' }, 1_000n],
    ['by region that nobody knows', tiers({ regions: ['US'], amountMinor: 5_000 }), {}, 1_000n],
    ['by hour', tiers({ hours: morning, amountMinor: 5_000 }), { atMs: MONDAY - 4 * 3_600_000 }, 5_000n],
    ['by hour, another one', tiers({ hours: morning, amountMinor: 5_000 }), {}, 1_000n],
    ['by quality', tiers({ minQuality: 80, amountMinor: 5_000 }), { quality: 80 }, 5_000n],
    ['by quality below it', tiers({ minQuality: 80, amountMinor: 5_000 }), { quality: 79 }, 1_000n],
    ['by quality that nobody knows', tiers({ minQuality: 0, amountMinor: 5_000 }), {}, 1_000n],
    [
      'by the first tier that holds',
      tiers(
        { minTalkSeconds: 300, amountMinor: 9_000 },
        { minTalkSeconds: 60, amountMinor: 5_000 },
        { minTalkSeconds: 30, amountMinor: 2_000 },
      ),
      { talkSeconds: 100 },
      5_000n,
    ],
    [
      'by all conditions of a tier',
      tiers({ regions: ['US'], minTalkSeconds: 60, amountMinor: 5_000 }),
      { region: 'DE', talkSeconds: 100 },
      1_000n,
    ],
    ['a share of a bid, half to even', { kind: 'bid-share', shareBps: 7_500 }, { bidMinor: 3_334n }, 2_500n],
    ['a share of no bid', { kind: 'bid-share', shareBps: 7_500 }, {}, undefined],
  ])('%s', (_name, rule, facts, price) => {
    expect(priced(rule, facts)).toBe(price);
  });

  it('of a bid never exceeds the bid', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.integer({ min: 1, max: 10_000 }), (bidMinor, shareBps) => {
        const price = priced({ kind: 'bid-share', shareBps }, { bidMinor }) ?? -1n;
        expect(price >= 0n && price <= bidMinor).toBe(true);
      }),
    );
  });

  it.each([
    ['a tier without a condition', tiers({ amountMinor: 5_000 }), 'tiers.0'],
    ['a tier for nothing', tiers({ minQuality: 1, amountMinor: 0 }), 'tiers.0.amountMinor'],
    ['more than all of a bid', { kind: 'bid-share', shareBps: 10_001 }, 'shareBps'],
    ['a fraction of a cent', { kind: 'flat', amountMinor: 0.5 }, 'amountMinor'],
    ['no tiers', tiers(), 'tiers'],
    ['a kind that is none', { kind: 'lottery' }, 'kind'],
  ])('refuses %s', (_name, rule, field) => {
    expect(priceRule.safeParse(rule).error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });
});
