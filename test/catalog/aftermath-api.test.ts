import { beforeEach, describe, expect, it } from 'vitest';
import { type CatalogWorld, catalogWorld, OPERATOR_KEY, offerBody, revisionBody } from './world.ts';

let world: CatalogWorld;
let key: string;
let advertiserId: string;
beforeEach(async () => {
  world = await catalogWorld();
  ({ key, advertiserId } = await world.advertiser());
});

const create = (changes: object = {}, as = key) => world.call('createOffer', { key: as, body: offerBody(changes) });

const windows = { disputeDays: 10, clawbackDays: 30, feedbackDays: 60 };
const disputeRules = { maxPerMonth: 20, within: 'accept', beyond: 'review', unanswered: 'review' };

const pricing = {
  charge: { kind: 'tiers', tiers: [{ minTalkSeconds: 300, amountMinor: 9_000 }], otherwiseMinor: 4_000 },
  payout: { kind: 'charge-share', shareBps: 7_000 },
  onSale: { chargeShareBps: 1_000, payoutShareBps: 500, chargeBonusMinor: 500 },
};

describe('an offer’s rules', () => {
  it('come back as they were given; a publisher sees what it earns and how long it may lose it, not the charge', async () => {
    const { status, json } = await create({ windows, pricing });
    expect(status).toBe(201);
    expect(json).toMatchObject({ windows, pricing });
    const publisher = await world.publisher();
    const shown = await world.call('getOffer', { key: publisher.key, params: { offerId: json.offerId } });
    expect(shown.status).toBe(200);
    expect(shown.json.windows).toEqual(windows);
    expect(shown.json.pricing).toEqual({ payout: pricing.payout, onSale: { payoutShareBps: 500 } });
  });

  it('are the network’s where they decide disputes: an advertiser neither sets nor loses them', async () => {
    const refused = await create({ disputeRules });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('body.disputeRules');
    const { json } = await create({ advertiserId, disputeRules }, OPERATOR_KEY);
    const params = { offerId: json.offerId };
    const revise = (body: object, as: string, version: string) =>
      world.call('reviseOffer', { key: as, params, body, headers: { 'if-match': version } });
    const revised = await revise(revisionBody({ name: 'Renamed' }), key, '"1"');
    expect(revised.json).toMatchObject({ version: 2, disputeRules });
    const cleared = await revise(revisionBody(), OPERATOR_KEY, '"2"');
    expect(cleared.json.version).toBe(3);
    expect(cleared.json.disputeRules).toBeUndefined();
  });

  it.each([
    [{ windows: { ...windows, clawbackDays: 9 } }, 'body.windows.clawbackDays'],
    [{ windows: { ...windows, disputeDays: 91 } }, 'body.windows.disputeDays'],
    [{ pricing: { ...pricing, onSale: { payoutShareBps: 1 } } }, 'body.pricing.onSale.payoutShareBps'],
    [{ pricing: { onSale: { payoutBonusMinor: 1 } } }, 'body.pricing.onSale.payoutBonusMinor'],
    [{ pricing: { charge: { kind: 'flat', amountMinor: 0.5 } } }, 'body.pricing.charge.amountMinor'],
  ])('refuse %j naming %s', async (changes, field) => {
    const answer = await create(changes);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(field);
  });
});
