import { beforeEach, describe, expect, it } from 'vitest';
import { WITHIN_OFFER } from '../../../shared/calls/routing/candidates.ts';
import { type GatherPorts, gather } from '../../../shared/calls/routing/gather.ts';
import type { Market } from '../../../shared/catalog/market.ts';
import type { Deal, OfferVersion, Target } from '../../../shared/catalog/model.ts';
import { offer, target } from '../../catalog/fixture.ts';

const FACTS = { atMs: 0, region: 'US-IL' };

const MARKET: Market = {
  offerId: 'house',
  competitors: ['rival', 'gone'],
  worth: 'margin',
  weighAnswers: false,
  stickyDays: 7,
  auctionMs: 250,
  maxTargets: 4,
};

let offers: Map<string, OfferVersion>;
let targets: Map<string, readonly Target[]>;
let deal: Deal | undefined;
let ports: GatherPorts;
let market: Market | undefined;
let shares: Map<string, ReadonlyMap<string, number>>;

beforeEach(() => {
  offers = new Map([
    ['house', offer({ offerId: 'house', currency: 'EUR' })],
    [
      'rival',
      offer({ offerId: 'rival', advertiserId: 'adv_2', chargeMinor: 5_000n, state: 'paused', currency: 'EUR' }),
    ],
  ]);
  targets = new Map([
    ['house', [target({ targetId: 'desk', offerId: 'house', rules: { weight: 3 } })]],
    ['rival', [target({ targetId: 'theirs', offerId: 'rival' }), target({ targetId: 'second', offerId: 'rival' })]],
  ]);
  shares = new Map([['rival', new Map([['theirs', 4_000]])]]);
  deal = undefined;
  market = MARKET;
  ports = {
    catalog: {
      currentOffer: async (offerId) => offers.get(offerId),
      deal: async (offerId) => (offerId === 'house' ? deal : undefined),
      targetsOf: async (offerId) => targets.get(offerId) ?? [],
    },
    markets: { market: async () => market },
    answers: async (offerId) => shares.get(offerId) ?? new Map(),
  };
});

const gathered = () => gather(ports, 'house', 'pub_1', FACTS);

describe('who competes for a call', () => {
  it('is the offer itself, first, and each competitor that is there, with its own price and state', async () => {
    const { house, entries, candidates, competition, isMarket, auctionMs, answered } = await gathered();
    expect(house.offer.offerId).toBe('house');
    expect([...entries.keys()]).toEqual(['house', 'rival']);
    expect(
      candidates.map(({ target: { targetId }, rules, offerState, currency, chargeMinor, payoutMinor }) => [
        targetId,
        rules,
        offerState,
        currency,
        chargeMinor,
        payoutMinor,
      ]),
    ).toEqual([
      ['desk', { weight: 3 }, 'active', 'EUR', 4_000n, 3_000n],
      ['theirs', {}, 'paused', 'EUR', 5_000n, 3_000n],
      ['second', {}, 'paused', 'EUR', 5_000n, 3_000n],
    ]);
    expect(candidates.every((each) => !('creditMinor' in each))).toBe(true);
    expect(competition).toEqual({
      order: 'price',
      worth: 'margin',
      weighAnswers: false,
      stickyDays: 7,
      maxTargets: 4,
      currency: 'EUR',
    });
    expect([isMarket, auctionMs, answered.size]).toEqual([true, 250, 0]);
  });

  it('is the offer alone where there is no market, or none can be read', async () => {
    market = undefined;
    const alone = await gathered();
    expect([alone.isMarket, alone.auctionMs]).toEqual([false, 0]);
    expect(alone.competition).toEqual(WITHIN_OFFER);
    expect(alone.competition).toEqual({
      order: 'priority',
      worth: 'charge',
      weighAnswers: false,
      stickyDays: 0,
      maxTargets: 3,
    });
    expect(alone.candidates.map(({ target: { targetId } }) => targetId)).toEqual(['desk']);
    ports = { ...ports, markets: { market: () => Promise.reject(new Error('throttled')) } };
    expect((await gathered()).isMarket).toBe(false);
    const { catalog } = ports;
    ports = { catalog };
    expect((await gathered()).isMarket).toBe(false);
  });

  it('leaves out a competitor that can’t be read, and fails without the house', async () => {
    const { catalog } = ports;
    const targetsOf = async (offerId: string) => {
      if (offerId === 'rival') throw new Error('throttled');
      return targets.get(offerId) ?? [];
    };
    ports = { ...ports, catalog: { ...catalog, targetsOf } };
    expect([...(await gathered()).entries.keys()]).toEqual(['house']);
    offers.delete('house');
    await expect(gathered()).rejects.toThrow('a number leads to the offer house, which does not exist');
  });

  it('pays this publisher by its own deal, and knows what an advertiser may still spend', async () => {
    deal = { offerId: 'house', publisherId: 'pub_1', version: 2, payoutMinor: 3_500n, createdAtMs: 0 } as Deal;
    const credit = { advertiserId: 'adv_1', currency: 'EUR', availableMinor: 700n, postings: 1 };
    ports = { ...ports, credit: { credit: async (id) => (id === 'adv_1' ? credit : undefined) } };
    const { candidates, house } = await gathered();
    expect(candidates.map(({ creditMinor }) => creditMinor)).toEqual([700n, undefined, undefined]);
    expect(candidates[0]?.payoutMinor).toBe(3_500n);
    expect(house.deal?.version).toBe(2);
    ports = { ...ports, credit: { credit: () => Promise.reject(new Error('throttled')) } };
    expect('creditMinor' in ((await gathered()).candidates[0] ?? {})).toBe(false);
  });

  it('reads how often each answers only where prices are weighed by it', async () => {
    market = { ...MARKET, weighAnswers: true };
    const { answered, competition } = await gathered();
    expect(competition.weighAnswers).toBe(true);
    expect([...answered]).toEqual([['theirs', 4_000]]);
    ports = { ...ports, answers: () => Promise.reject(new Error('throttled')) };
    expect([...(await gathered()).answered]).toEqual([]);
    const { answers: _none, ...without } = ports;
    ports = without;
    expect([...(await gathered()).answered]).toEqual([]);
  });
});
