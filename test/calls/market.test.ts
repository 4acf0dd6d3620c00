import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { answerShares, sharesIn } from '../../shared/calls/answer-shares.ts';
import { dynamoTargetStates } from '../../shared/calls/dynamo-target-states.ts';
import { capacityKey } from '../../shared/calls/keys.ts';
import { choose } from '../../shared/calls/routing/choose.ts';
import { diceOf } from '../../shared/calls/routing/dice.ts';
import { gather } from '../../shared/calls/routing/gather.ts';
import { readTrail, targetMark } from '../../shared/calls/routing/trail.ts';
import type { Market } from '../../shared/catalog/market.ts';
import type { OfferVersion, Target } from '../../shared/catalog/model.ts';
import { offer, target } from '../catalog/fixture.ts';
import { FALLBACK, type Form, inbound } from './forms.ts';
import { call } from './routing/fixture.ts';
import { type CallWorld, callWorld } from './world.ts';

/** Three offers, the house first; the second pays publishers most. */
const OFFERS: readonly OfferVersion[] = [
  offer({ offerId: 'offer_1', fallbackDestination: FALLBACK, payoutMinor: 2_000n }),
  offer({ offerId: 'offer_2', advertiserId: 'adv_2', chargeMinor: 5_000n, payoutMinor: 4_000n, version: 7 }),
  offer({ offerId: 'offer_3', advertiserId: 'adv_3', chargeMinor: 6_000n, payoutMinor: 3_000n }),
];

const deskOf = (index: number): Target =>
  target({
    targetId: `target_${index}`,
    offerId: `offer_${index}`,
    advertiserId: `adv_${index}`,
    maxConcurrent: 1,
    destination: { kind: 'number', number: `+1217555020${index}` },
  });

const market = (changes: Partial<Market> = {}): Market => ({
  offerId: 'offer_1',
  competitors: ['offer_2', 'offer_3'],
  worth: 'payout',
  weighAnswers: false,
  stickyDays: 0,
  auctionMs: 0,
  maxTargets: 3,
  ...changes,
});

let world: CallWorld;
let offers: Map<string, OfferVersion>;
let held: Market | undefined;

beforeEach(async () => {
  world = await callWorld();
  await world.visit('visit_1');
  offers = new Map(OFFERS.map((each) => [each.offerId, each]));
  held = market();
  Object.assign(world.ports, {
    catalog: {
      currentOffer: async (offerId: string) => offers.get(offerId),
      deal: async () => undefined,
      targetsOf: async (offerId: string) => [deskOf(Number(offerId.at(-1)))],
    },
    markets: { market: async () => held },
  });
});

const answer = async (form: Form = {}) => (await world.post('voice', inbound(form))).body ?? '';
const numberIn = (twiml: string): string => />(\+\d+)<\/Number>/.exec(twiml)?.[1] ?? '';
const queryIn = (twiml: string): string => /dial\?([^"]+)"/.exec(twiml)?.[1]?.replaceAll('&amp;', '&') ?? '';
let legs = 0;
async function onwards(twiml: string, result: string): Promise<string> {
  legs += 1;
  const form = inbound({ DialCallStatus: result, DialCallSid: `CAleg${legs}`, DialCallDuration: '95' });
  return (await world.post('dial', form, { query: queryIn(twiml) })).body ?? '';
}

describe('offers that compete for a call', () => {
  it('send it to who is worth most, and the outcome is opened under that offer’s terms', async () => {
    expect(numberIn(await answer())).toBe('+12175550202');
    expect((await world.call())?.outcome).toMatchObject({
      advertiserId: 'adv_2',
      terms: { offerId: 'offer_2', offerVersion: 7, publisherId: 'pub_1' },
    });
  });

  it('are measured as the market says', async () => {
    held = market({ worth: 'charge' });
    expect(numberIn(await answer({ CallSid: 'CA1' }))).toBe('+12175550203');
    held = market({ worth: 'margin' });
    const contest = await gather(world.ports, 'offer_1', 'pub_1', { atMs: 0 });
    const { steps } = choose(call(), contest.candidates, contest.competition, () => undefined, diceOf('x'));
    expect(steps.map(({ offerId }) => offerId)).toEqual(['offer_3', 'offer_1', 'offer_2']);
  });

  it('go on to the second-best when the best does not answer, under its own terms, and at last to the house’s fallback', async () => {
    const second = await onwards(await answer(), 'no-answer');
    expect(numberIn(second)).toBe('+12175550203');
    expect((await world.call())?.outcome).toMatchObject({ advertiserId: 'adv_3', terms: { offerId: 'offer_3' } });
    const third = await onwards(second, 'busy');
    expect(numberIn(third)).toBe('+12175550201');
    expect((await world.call())?.outcome).toMatchObject({ advertiserId: 'adv_1', terms: { offerId: 'offer_1' } });
    expect(numberIn(await onwards(third, 'failed'))).toBe(FALLBACK.number);
  });

  it('give the call back to the house before its fallback takes it', async () => {
    held = market({ maxTargets: 1 });
    const last = await onwards(await answer(), 'no-answer');
    expect(numberIn(last)).toBe(FALLBACK.number);
    expect((await world.call())?.outcome).toMatchObject({ advertiserId: 'adv_1', terms: { offerId: 'offer_1' } });
    await onwards(last, 'completed');
    await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '130' }));
    expect(await world.drain()).toEqual([]);
    const call = await world.call();
    expect(call?.outcome.facts?.talkSeconds).toBe(95);
    expect(call?.outcome.facts?.targetId).toBeUndefined();
  });

  it('pass over who is full, paused, or can’t be read', async () => {
    await world.ports.capacity.reserve(deskOf(2), 'somebody else', world.clock.nowMs());
    expect(numberIn(await answer({ CallSid: 'CA1' }))).toBe('+12175550203');
    offers.set('offer_2', offer({ ...OFFERS[1], state: 'paused' }));
    const { currentOffer } = world.ports.catalog;
    Object.assign(world.ports.catalog, {
      currentOffer: (offerId: string) =>
        offerId === 'offer_3' ? Promise.reject(new Error('throttled')) : currentOffer(offerId),
    });
    expect(numberIn(await answer({ CallSid: 'CA2' }))).toBe('+12175550201');
  });

  it('leave the call to the house when the market can’t be read, or is over', async () => {
    Object.assign(world.ports, { markets: { market: () => Promise.reject(new Error('throttled')) } });
    expect(numberIn(await answer({ CallSid: 'CA1' }))).toBe('+12175550201');
    Object.assign(world.ports, { markets: { market: async () => undefined } });
    const contest = await gather(world.ports, 'offer_1', 'pub_1', { atMs: 0 });
    expect(contest.candidates.map(({ target: { targetId } }) => targetId)).toEqual(['target_1']);
    expect(contest.competition.order).toBe('priority');
  });

  it('whose currency is another can’t', async () => {
    offers.set('offer_2', offer({ ...OFFERS[1], currency: 'EUR' }));
    expect(numberIn(await answer())).toBe('+12175550203');
  });

  it('cost two write and three read units to answer', async () => {
    // The item with the places of the best target is there already.
    await world.ports.capacity.reserve(deskOf(2), 'somebody else', world.clock.nowMs());
    await world.ports.capacity.release('target_2', 'somebody else');
    world.units.reset();
    expect(numberIn(await answer())).toBe('+12175550202');
    expect(world.units.units.write).toBeLessThanOrEqual(2);
    expect(world.units.units.read).toBeLessThanOrEqual(3);
  });
});

describe('prices that are weighed by what is answered', () => {
  const statesOf = () => dynamoTargetStates(world.client, world.tables.leases, 'America/New_York');
  const weigh = () => {
    held = market({ weighAnswers: true });
    const { catalog } = world.ports;
    Object.assign(world.ports, { answers: answerShares({ catalog, states: statesOf(), clock: world.clock }) });
  };
  const shares = async () => sharesIn(await statesOf().read([1, 2, 3].map(deskOf), world.clock.nowMs()));

  it('send calls elsewhere once the dearest target lets them ring, and the trail says by how much it was weighed', async () => {
    weigh();
    for (const index of [1, 2, 3]) {
      const first = await answer({ CallSid: `CA${index}` });
      expect(numberIn(first)).toBe('+12175550202');
      const form = inbound({ CallSid: `CA${index}`, DialCallStatus: 'no-answer', DialCallSid: `CAleg${index}` });
      await world.post('dial', form, { query: queryIn(first) });
      const talk = { DialCallStatus: 'completed', DialCallDuration: '95', DialCallSid: `CAlast${index}` };
      await world.post('dial', { ...form, ...talk }, { query: 'attempt=target&walk=0n1' });
      expect(await world.drain()).toEqual([]);
    }
    // Three calls unanswered beside five that a newcomer is trusted with: 40.00 is worth 25.00 now, less than 30.00.
    expect((await shares()).get('target_2')).toBe(6_250);
    world.clock.advance(31_000);
    expect(numberIn(await answer({ CallSid: 'CA4' }))).toBe('+12175550203');
    const { marks } = readTrail((await world.call('CA4'))?.record.route.trail ?? '');
    expect(marks.find(({ target }) => target === targetMark('target_2'))).toMatchObject({ answeredPercent: 63 });
  });

  it.each(['the dial', 'the end'])(
    'count who talked as answered where %s is told first, and who hung up not at all',
    async (first) => {
      weigh();
      const talked = await answer({ CallSid: 'CA1' });
      const form = { CallSid: 'CA1', DialCallStatus: 'completed', DialCallSid: 'CAleg', DialCallDuration: '95' };
      const dial = async () => {
        await world.post('dial', inbound(form), { query: queryIn(talked) });
        await world.drain();
      };
      if (first === 'the dial') await dial();
      await world.post('status', inbound({ CallSid: 'CA1', CallStatus: 'completed', CallDuration: '130' }));
      await world.drain();
      await dial();
      await answer({ CallSid: 'CA2' });
      await world.post('status', inbound({ CallSid: 'CA2', CallStatus: 'canceled', CallDuration: '9' }));
      await world.drain();
      expect([...(await shares())]).toEqual([['target_2', 10_000]]);
      const counts = { TableName: world.tables.leases, Key: capacityKey('target_2'), ConsistentRead: true };
      expect((await world.client.send(new GetCommand(counts))).Item?.answers).toMatchObject({ o: 1, a: 1 });
    },
  );

  it('count those of targets that promise nothing too', async () => {
    weigh();
    const open = ({ maxConcurrent: _most, ...rest }: Target): Target => rest;
    Object.assign(world.ports.catalog, { targetsOf: async (id: string) => [open(deskOf(Number(id.at(-1))))] });
    const first = await answer({ CallSid: 'CA1' });
    await world.post('dial', inbound({ CallSid: 'CA1', DialCallStatus: 'busy', DialCallSid: 'CAleg' }), {
      query: queryIn(first),
    });
    expect((await world.call('CA1'))?.record.route).toMatchObject({ targetId: 'target_3', weighed: true });
    await world.post('dial', inbound({ CallSid: 'CA1', DialCallStatus: 'completed', DialCallSid: 'CAleg2' }), {
      query: 'attempt=target&walk=0b1',
    });
    await world.drain();
    expect(Object.fromEntries(await shares())).toEqual({ target_2: 8_333, target_3: 10_000 });
  });

  it('count in full where answers can’t be read', async () => {
    held = market({ weighAnswers: true });
    Object.assign(world.ports, { answers: () => Promise.reject(new Error('throttled')) });
    expect(numberIn(await answer())).toBe('+12175550202');
  });
});
