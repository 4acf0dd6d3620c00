import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deal, OfferVersion } from '../../shared/catalog/model.ts';
import { termsOf } from '../../shared/catalog/model.ts';
import type { PriceRule } from '../../shared/catalog/price-rules.ts';
import {
  asksQuality,
  type PayoutRule,
  type PricedTerms,
  priceOutcome,
  priceSale,
  pricing,
  pricingForPublisher,
} from '../../shared/catalog/pricing.ts';

const AT_MS = Date.UTC(2026, 2, 2, 15, 0, 0);
const flat: PricedTerms = { chargeMinor: 4_500n, payoutMinor: 3_000n };

const tiers = (minTalkSeconds: number, amountMinor: bigint, otherwiseMinor: bigint): PriceRule => ({
  kind: 'tiers',
  tiers: [{ minTalkSeconds, amountMinor }],
  otherwiseMinor,
});

describe('the price of an outcome', () => {
  it.each([
    ['flat where no rule says otherwise', {}, {}, [4_500n, 3_000n]],
    [
      'by band of talk time',
      { charge: tiers(300, 9_000n, 2_000n), payout: tiers(300, 6_000n, 1_500n) },
      { talkSeconds: 301 },
      [9_000n, 6_000n],
    ],
    [
      'in the lower band',
      { charge: tiers(300, 9_000n, 2_000n), payout: tiers(300, 6_000n, 1_500n) },
      { talkSeconds: 299 },
      [2_000n, 1_500n],
    ],
    [
      'with a payout capped by its charge',
      { charge: tiers(300, 9_000n, 2_000n) },
      { talkSeconds: 10 },
      [2_000n, 2_000n],
    ],
    [
      'all of a bid, three quarters for the publisher',
      { charge: { kind: 'bid-share', shareBps: 10_000 }, payout: { kind: 'charge-share', shareBps: 7_500 } },
      { bidMinor: 3_333n },
      [3_333n, 2_500n],
    ],
    ['flat where nobody bid', { charge: { kind: 'bid-share', shareBps: 10_000 } }, {}, [4_500n, 3_000n]],
    ['less a fixed fee of the network', { payout: { kind: 'fixed-fee', feeMinor: 700n } }, {}, [4_500n, 3_800n]],
    ['nothing where the fee takes it all', { payout: { kind: 'fixed-fee', feeMinor: 5_000n } }, {}, [4_500n, 0n]],
    [
      'by quality, where it is known',
      { payout: { kind: 'tiers', tiers: [{ minQuality: 70, amountMinor: 3_500n }], otherwiseMinor: 2_500n } },
      { quality: 70 },
      [4_500n, 3_500n],
    ],
    [
      'by quality, where it is not',
      { payout: { kind: 'tiers', tiers: [{ minQuality: 70, amountMinor: 3_500n }], otherwiseMinor: 2_500n } },
      {},
      [4_500n, 2_500n],
    ],
  ] as const)('is %s', (_name, rules, facts, [chargeMinor, payoutMinor]) => {
    const terms = { ...flat, pricing: rules as PricedTerms['pricing'] };
    expect(priceOutcome(terms, { atMs: AT_MS, ...facts })).toEqual({ chargeMinor, payoutMinor });
  });

  it('asks for quality only where a tier does', () => {
    expect(asksQuality(flat)).toBe(false);
    expect(asksQuality({ ...flat, pricing: { charge: tiers(1, 1n, 1n) } })).toBe(false);
    const byQuality = { kind: 'tiers', tiers: [{ minQuality: 1, amountMinor: 1n }], otherwiseMinor: 1n } as const;
    expect(asksQuality({ ...flat, pricing: { payout: { ...byQuality, tiers: [...byQuality.tiers] } } })).toBe(true);
  });

  it('never earns the publisher more than it costs, nor less than nothing, and loses no cent between the two', () => {
    const amount = fc.bigInt(1n, 10n ** 12n);
    const rule: fc.Arbitrary<PayoutRule | undefined> = fc.oneof(
      fc.constant(undefined),
      amount.map((amountMinor) => ({ kind: 'flat', amountMinor }) as const),
      fc.nat(10_000).map((shareBps) => ({ kind: 'charge-share', shareBps }) as const),
      amount.map((feeMinor) => ({ kind: 'fixed-fee', feeMinor }) as const),
      fc.integer({ min: 1, max: 10_000 }).map((shareBps) => ({ kind: 'bid-share', shareBps }) as const),
    );
    fc.assert(
      fc.property(
        amount,
        amount,
        rule,
        fc.option(amount, { nil: undefined }),
        (charge, payout, payoutRule, bidMinor) => {
          const terms = { chargeMinor: charge, payoutMinor: payout, pricing: { payout: payoutRule } };
          const price = priceOutcome(terms, { atMs: AT_MS, bidMinor });
          expect(price.payoutMinor >= 0n && price.payoutMinor <= price.chargeMinor).toBe(true);
          expect(priceOutcome(terms, { atMs: AT_MS, bidMinor })).toEqual(price);
        },
      ),
    );
  });
});

describe('what a sale adds', () => {
  const onSale = { chargeShareBps: 1_000, payoutShareBps: 333, chargeBonusMinor: 500n, payoutBonusMinor: 200n };

  it('is a share of it and a bonus for both sides; nothing without a sale or a rule', () => {
    expect(priceSale({ ...flat, pricing: { onSale } }, 10_000n)).toEqual({ chargeMinor: 1_500n, payoutMinor: 533n });
    expect(priceSale({ ...flat, pricing: { onSale } }, undefined)).toEqual({ chargeMinor: 0n, payoutMinor: 0n });
    expect(priceSale(flat, 10_000n)).toEqual({ chargeMinor: 0n, payoutMinor: 0n });
  });
});

describe('terms', () => {
  const offer = {
    ...flat,
    offerId: 'o',
    version: 1,
    pricing: { payout: { kind: 'fixed-fee', feeMinor: 5n } },
  } as unknown as OfferVersion;
  const deal = (over: Partial<Deal>): Deal => ({ offerId: 'o', publisherId: 'p', version: 1, createdAtMs: 0, ...over });

  it('take the deal’s payout in the place of the offer’s rule', () => {
    expect(termsOf(offer, 'p', undefined).pricing?.payout).toEqual({ kind: 'fixed-fee', feeMinor: 5n });
    expect(termsOf(offer, 'p', deal({ payoutMinor: 1n })).pricing?.payout).toBeUndefined();
    const own = { kind: 'charge-share', shareBps: 9_000 } as const;
    expect(termsOf(offer, 'p', deal({ payoutRule: own })).pricing?.payout).toEqual(own);
  });

  it('show a publisher what it earns and nothing of what is charged', () => {
    const onSale = { chargeShareBps: 1_000, payoutShareBps: 333, chargeBonusMinor: 500n, payoutBonusMinor: 200n };
    const shown = pricingForPublisher({ pricing: { charge: { kind: 'flat', amountMinor: 1n }, onSale } });
    expect(shown).toEqual({ payout: undefined, onSale: { payoutShareBps: 333, payoutBonusMinor: 200n } });
  });

  it.each([
    ['fractions of a cent', { charge: { kind: 'flat', amountMinor: 0.5 } }],
    ['an overflow', { charge: { kind: 'flat', amountMinor: 1e13 } }],
    ['a share above the whole', { payout: { kind: 'charge-share', shareBps: 10_001 } }],
    ['a negative fee', { payout: { kind: 'fixed-fee', feeMinor: -1 } }],
    ['a rule that is none', { charge: { kind: 'free' } }],
  ])('refuse %s', (_name, given) => {
    expect(pricing.safeParse(given).success).toBe(false);
  });
});
