import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoCatalog } from '../../shared/catalog/dynamo-catalog.ts';
import { catalogTerms } from '../../shared/catalog/find-terms.ts';
import { followQuality } from '../../shared/catalog/follow-quality.ts';
import { type Deal, termsOf, termsRefOf } from '../../shared/catalog/model.ts';
import { type PayoutRule, priceOutcome } from '../../shared/catalog/pricing.ts';
import { explainStanding, qualityTiers, standingIn } from '../../shared/catalog/quality-tiers.ts';
import { toDecimal } from '../../shared/kernel/money.ts';
import { offer } from './fixture.ts';
import { type CatalogWorld, catalogWorld, offerBody } from './world.ts';

const AT_MS = Date.UTC(2026, 2, 2, 15);

/** Tiers as the API takes them: a better one is never worth less. */
const tiers = fc
  .uniqueArray(
    fc.record({ fromScore: fc.nat(100), payoutBps: fc.nat(30_000), bonus: fc.nat(5_000), reserveBps: fc.nat(5_000) }),
    { selector: ({ fromScore }) => fromScore, minLength: 1, maxLength: 5 },
  )
  .map((given) => {
    const column = (name: 'fromScore' | 'payoutBps' | 'bonus' | 'reserveBps') =>
      given.map((each) => each[name]).sort((a, b) => a - b);
    const [scores, payouts, bonuses, reserves] = [
      column('fromScore'),
      column('payoutBps'),
      column('bonus'),
      column('reserveBps').reverse(),
    ];
    return qualityTiers.parse(
      scores.map((fromScore, index) => ({
        ...{ fromScore, payoutBps: payouts[index], bonusMinor: bonuses[index], reserveBps: reserves[index] },
      })),
    );
  });

const payoutRules: fc.Arbitrary<PayoutRule | undefined> = fc.constantFrom(
  undefined,
  { kind: 'charge-share', shareBps: 7_500 },
  { kind: 'fixed-fee', feeMinor: 700n },
  { kind: 'flat', amountMinor: 9_000n },
);

const dealOf = (quality: Deal['quality'], payoutRule: PayoutRule | undefined, score: number | undefined): Deal => ({
  ...{ offerId: 'offer_1', publisherId: 'pub_1', version: 1, createdAtMs: 1, quality },
  ...(payoutRule && { payoutRule }),
  standing: quality && standingIn(quality, score === undefined ? undefined : { score, asOf: '2026-03-01' }),
});

const scores = fc.option(fc.nat(100), { nil: undefined });
const charges = fc.bigInt({ min: 1n, max: 20_000n });

const earned = (given: Deal, chargeMinor: bigint) =>
  priceOutcome(termsOf(offer({ chargeMinor }), 'pub_1', given), { atMs: AT_MS });

describe('a deal that follows quality', () => {
  it('never earns more than the advertiser is charged, which it does not change', () => {
    fc.assert(
      fc.property(tiers, payoutRules, scores, charges, (given, rule, score, chargeMinor) => {
        const price = earned(dealOf(given, rule, score), chargeMinor);
        expect(price.chargeMinor).toBe(chargeMinor);
        expect(price.payoutMinor >= 0n && price.payoutMinor <= chargeMinor).toBe(true);
      }),
    );
  });

  it('earns a better publisher as much or more, and has no more kept back', () => {
    fc.assert(
      fc.property(tiers, payoutRules, fc.nat(100), fc.nat(100), charges, (given, rule, one, other, chargeMinor) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const [worse, better] = [dealOf(given, rule, low), dealOf(given, rule, high)];
        if (!worse.standing) return;
        expect(earned(better, chargeMinor).payoutMinor).toBeGreaterThanOrEqual(earned(worse, chargeMinor).payoutMinor);
        expect(better.standing?.tier.reserveBps).toBeLessThanOrEqual(worse.standing.tier.reserveBps ?? 0);
      }),
    );
  });

  it('gives the same terms for the same inputs, in whatever order its tiers are written', () => {
    fc.assert(
      fc.property(tiers, payoutRules, scores, (given, rule, score) => {
        const terms = (quality: Deal['quality']) => termsOf(offer(), 'pub_1', dealOf(quality, rule, score));
        expect(terms(given)).toEqual(terms([...given].reverse()));
        expect(terms(given)).toEqual(terms(given));
      }),
    );
  });

  it('is as agreed below its tiers, and while nobody knows the score', () => {
    const given = qualityTiers.parse([{ fromScore: 80, payoutBps: 12_000 }]);
    expect(earned(dealOf(given, undefined, 79), 4_000n).payoutMinor).toBe(3_000n);
    expect(earned(dealOf(given, undefined, undefined), 4_000n).payoutMinor).toBe(3_000n);
    expect(earned(dealOf(given, undefined, 80), 4_000n).payoutMinor).toBe(3_600n);
  });

  it('says in words what its tier does', () => {
    const [tier] = qualityTiers.parse([{ fromScore: 80, payoutBps: 11_000, bonusMinor: 200, reserveBps: 550 }]);
    const decimal = (minor: bigint) => toDecimal(minor, 'USD');
    expect(tier && explainStanding({ score: 82, asOf: '2026-03-01', tier }, decimal)).toBe(
      'quality 82: payout × 1.1, 2.00 more, 5.5 % kept back',
    );
  });
});

let world: CatalogWorld;
beforeAll(async () => {
  world = await catalogWorld();
});

const TIERS = [
  { fromScore: 0, payoutBps: 8_000, reserveBps: 2_000 },
  { fromScore: 75, payoutBps: 11_000, bonusMinor: 200, reserveBps: 0 },
];

async function dealWorld(quality: object = TIERS) {
  const { key } = await world.advertiser();
  const { offerId } = await world.made('createOffer', { key, body: offerBody() });
  const publisher = await world.publisher();
  const deal = { offerId, publisherId: publisher.publisherId, quality };
  return { offerId: String(offerId), ...publisher, deal };
}

const follow = (publisherId: string, score: number | undefined) =>
  followQuality(world.deps, publisherId, score === undefined ? undefined : { score, asOf: '2026-03-02' });

describe('PUT /v1/deals with quality', () => {
  it.each([
    ['one score twice', [{ fromScore: 50 }, { fromScore: 50, payoutBps: 11_000 }], 'body.quality.0.fromScore'],
    [
      'a better tier that pays less',
      [{ fromScore: 50 }, { fromScore: 80, payoutBps: 9_000 }],
      'body.quality.1.fromScore',
    ],
    [
      'a better tier that keeps more back',
      [
        { fromScore: 50, reserveBps: 100 },
        { fromScore: 80, reserveBps: 200 },
      ],
      'body.quality.1.fromScore',
    ],
    ['a payout above the charge', [{ fromScore: 50, payoutBps: 13_400 }], 'body.quality.0'],
    ['a score that nobody reaches', [{ fromScore: 101 }], 'body.quality.0.fromScore'],
    ['no tier at all', [], 'body.quality'],
  ])('refuses %s', async (_name, quality, field) => {
    const { deal } = await dealWorld(quality);
    const answer = await world.call('setDeal', { method: 'PUT', body: deal });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`"${field}"`);
  });

  it('becomes a new version when the score reaches another tier, and only then; what is open keeps the one it began with', async () => {
    const { deal, offerId, publisherId } = await dealWorld();
    expect(await world.made('setDeal', { method: 'PUT', body: deal })).toMatchObject({ version: 1, quality: TIERS });
    expect(await follow(publisherId, 60)).toBe(1);
    expect(await follow(publisherId, 61)).toBe(0);
    const catalog = dynamoCatalog(world.client, world.table, world.clock);
    const [current, before] = [await catalog.currentOffer(offerId), await catalog.deal(offerId, publisherId)];
    if (!current) throw new Error('no offer');
    const opened = termsRefOf(current, publisherId, before);
    expect(opened.dealVersion).toBe(2);

    expect(await follow(publisherId, 75)).toBe(1);
    world.clock.advance(31_000);
    const { terms, currentTerms } = catalogTerms(catalog);
    expect(priceOutcome(await terms(opened), { atMs: AT_MS }).payoutMinor).toBe(2_400n);
    const now = await currentTerms(offerId, publisherId);
    expect(now && priceOutcome(now, { atMs: AT_MS }).payoutMinor).toBe(3_500n);
    expect(await follow(publisherId, undefined)).toBe(1);
    expect((await world.deps.deals.current(offerId, publisherId))?.standing).toBeUndefined();
  });

  it('holds at once where the score is known already, and its publisher reads the tiers and its own', async () => {
    const { deal, offerId, publisherId, key } = await dealWorld();
    await world.deps.publishers.publishQuality(publisherId, { score: 90, asOf: '2026-03-01' });
    await world.made('setDeal', { method: 'PUT', body: deal });
    const shown = await world.made('getOffer', { key, params: { offerId } });
    expect(shown.deal).toEqual({
      quality: TIERS,
      standing: { score: 90, asOf: '2026-03-01', tier: TIERS[1] },
    });
    expect(shown).not.toHaveProperty('chargeMinor');
  });

  it('follows nothing any more once it is set without tiers', async () => {
    const { deal, publisherId } = await dealWorld();
    await world.made('setDeal', { method: 'PUT', body: deal });
    const { quality: _tiers, ...plain } = deal;
    await world.made('setDeal', { method: 'PUT', body: plain });
    expect(await world.deps.deals.following(publisherId)).toEqual([]);
    expect(await follow(publisherId, 90)).toBe(0);
  });
});
