import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as createHandler } from '../../../functions/calls/create-bidder/handler.ts';
import { handlerOf as listHandler } from '../../../functions/calls/list-bidders/handler.ts';
import { handlerOf as stateHandler } from '../../../functions/calls/set-bidder-state/handler.ts';
import { dynamoAskAllowance } from '../../../shared/calls/auction/dynamo-ask-allowance.ts';
import { dynamoBidderReader, dynamoBidders } from '../../../shared/calls/auction/dynamo-bidders.ts';
import { dynamoBids } from '../../../shared/calls/auction/dynamo-bids.ts';
import { httpBidders } from '../../../shared/calls/auction/http-bidders.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { aesCipher } from '../../../shared/platform/cipher.ts';
import { httpOutbound } from '../../../shared/platform/http/outbound.ts';
import { urlCheck } from '../../../shared/platform/http/outbound-url.ts';
import { systemStopwatch } from '../../../shared/platform/stopwatch.ts';
import { offer, target } from '../../catalog/fixture.ts';
import { type CatalogWorld, catalogWorld, OPERATOR_KEY, offerBody } from '../../catalog/world.ts';
import { callApi } from '../../support/api-event.ts';
import { CALLER, FALLBACK, type Form, inbound } from '../forms.ts';
import { type CallWorld, callWorld } from '../world.ts';
import { bidderFarm, type Farm } from './fixture.ts';

const BID_PRICED = {
  charge: { kind: 'bid-share' as const, shareBps: 10_000 },
  payout: { kind: 'bid-share' as const, shareBps: 7_500 },
};

let farm: Farm;
let world: CallWorld;
let catalog: CatalogWorld;
let offerId: string;
beforeAll(async () => {
  farm = await bidderFarm();
});
afterAll(() => farm.close());

const deps = (allowLoopback = true) => ({
  ...catalog.deps,
  bidders: dynamoBidders(
    catalog.client,
    catalog.table,
    aesCipher(async () => ['data secret']),
  ),
  newSecret: () => `whsec_${Buffer.from('x'.repeat(24)).toString('base64')}`,
  checkUrl: urlCheck({ allowLoopback }),
});

const create = (changes: object = {}, key = OPERATOR_KEY, allowLoopback = true) =>
  callApi(createHandler(deps(allowLoopback)), {
    method: 'POST',
    key,
    params: { offerId },
    body: { name: 'Bidder', url: `${farm.url}/good`, ...changes },
  });

beforeEach(async () => {
  world = await callWorld();
  catalog = await catalogWorld();
  farm.received.length = 0;
  const body = offerBody({ pricing: BID_PRICED });
  const { key } = await catalog.advertiser();
  ({ offerId } = await catalog.made('createOffer', { key, body }));
  await world.visit('visit_1');
  const cipher = aesCipher(async () => ['data secret']);
  const { biddersOf, secretOf } = dynamoBidderReader(catalog.client, catalog.table, cipher, world.clock);
  const { catalog: inner } = world;
  inner.offer = offer({ offerId: 'offer_1', fallbackDestination: FALLBACK });
  inner.targets = [target({ destination: { kind: 'number', number: HOUSE } })];
  const rival = offer({ offerId, advertiserId: 'adv_2', pricing: BID_PRICED });
  Object.assign(world.ports, {
    catalog: {
      currentOffer: async (id: string) => (id === offerId ? rival : inner.offer),
      deal: async () => undefined,
      targetsOf: async (id: string) => (id === offerId ? [] : inner.targets),
    },
    markets: {
      market: async () => ({
        offerId: 'offer_1',
        competitors: [offerId],
        worth: 'charge',
        stickyDays: 0,
        auctionMs: 2_000,
        maxTargets: 3,
      }),
    },
    bidding: {
      biddersOf,
      line: httpBidders({ clock: systemClock, secretOf, send: httpOutbound({ allowLoopback: true }) }),
      allowance: dynamoAskAllowance(world.client, world.tables.leases),
      cache: dynamoBids(world.client, world.tables.leases),
      stopwatch: systemStopwatch,
      clock: world.clock,
    },
  });
});

const answer = async (form: Form = {}) => (await world.post('voice', inbound(form))).body ?? '';
const dialled = (twiml: string): string => /<(?:Number|Sip)[^>]*>([^<]+)</.exec(twiml)?.[1] ?? '';
const queryIn = (twiml: string): string => /dial\?([^"]+)"/.exec(twiml)?.[1]?.replaceAll('&amp;', '&') ?? '';
let legs = 0;
async function onwards(twiml: string, result: string): Promise<string> {
  legs += 1;
  const form = inbound({ DialCallStatus: result, DialCallSid: `CAleg${legs}`, DialCallDuration: '95' });
  return (await world.post('dial', form, { query: queryIn(twiml) })).body ?? '';
}
const HOUSE = '+12175550160';
const GOOD_BID = '+12175550142';

describe('a live call in an auction', () => {
  it('goes to the best bid above the house’s own price only, and the bid is what the verdict will price', async () => {
    await create({ url: `${farm.url}/good` });
    expect(dialled(await answer({ CallSid: 'CA1' }))).toBe(HOUSE);
    inner({ chargeMinor: 3_000n });
    await create({ url: `${farm.url}/better` });
    world.clock.advance(31_000);
    expect(dialled(await answer())).toBe('sip:desk@buyer.example');
    expect(await world.drain()).toEqual([]);
    const call = await world.call();
    expect(call?.outcome).toMatchObject({ advertiserId: 'adv_2', terms: { offerId } });
    expect(call?.record.route.bidMinor).toBe(3_500n);
  });

  it('tells the number to the winner alone', async () => {
    inner({ chargeMinor: 1_000n });
    await create({ url: `${farm.url}/good` });
    await create({ url: `${farm.url}/better` });
    await answer();
    const toLoser = farm.received.filter(({ path }) => path === '/good').map(({ body }) => body);
    const toWinner = farm.received.filter(({ path }) => path === '/better').map(({ body }) => body);
    expect(toLoser.join()).not.toContain(CALLER.slice(2));
    expect(toWinner.map((body) => JSON.parse(body)).at(-1)).toMatchObject({ kind: 'bid-won', callerNumber: CALLER });
  });

  it('goes on to the second-best bid, then to the house, each at its own price', async () => {
    inner({ chargeMinor: 1_000n });
    await create({ url: `${farm.url}/good` });
    await create({ url: `${farm.url}/better` });
    const first = await answer();
    const second = await onwards(first, 'busy');
    expect((await world.call())?.record.route.bidMinor).toBe(2_500n);
    expect(dialled(second)).toBe(GOOD_BID);
    expect(dialled(await onwards(second, 'busy'))).toBe(HOUSE);
    expect((await world.call())?.record.route.bidMinor).toBeUndefined();
  });

  it('is judged by the bid of whoever talked', async () => {
    inner({ chargeMinor: 1_000n });
    await create({ url: `${farm.url}/good` });
    await create({ url: `${farm.url}/better` });
    await onwards(await onwards(await answer(), 'busy'), 'completed');
    await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '130' }));
    expect(await world.drain()).toEqual([]);
    expect((await world.call())?.outcome.facts).toMatchObject({ bidMinor: 2_500n, talkSeconds: 95 });
  });

  it('puts the call back under the house’s terms, without a bid, when the fallback takes it', async () => {
    inner({ chargeMinor: 1_000n });
    world.catalog.targets = [];
    await create({ url: `${farm.url}/better` });
    const last = await onwards(await answer(), 'no-answer');
    expect(dialled(last)).toBe(FALLBACK.number);
    await onwards(last, 'completed');
    await world.post('status', inbound({ CallStatus: 'completed', CallDuration: '130' }));
    expect(await world.drain()).toEqual([]);
    const call = await world.call();
    expect(call?.outcome.facts?.talkSeconds).toBe(95);
    expect(call?.outcome.terms.offerId).toBe('offer_1');
    expect(call?.outcome.facts?.bidMinor).toBeUndefined();
  });

  it('goes to the house when bidders hang, answer garbage, or bid our own number', async () => {
    for (const path of ['/hang', '/garbage', '/huge', '/error', '/negative'])
      await create({ url: `${farm.url}${path}` });
    // Who hangs, hangs for ever: that there is an answer shows that nobody is waited for.
    expect(dialled(await answer())).toBe(HOUSE);
    const noted = world.notes.find(({ what }) => what === 'bidders without a bid');
    const why = ((noted?.details.noBids ?? []) as { why: string }[]).map((each) => each.why).sort();
    expect(why).toEqual(['late', 'negative', 'not-json', 'status', 'too-large']);
  });

  it('has a bid on one of our own numbers refused as a loop', async () => {
    inner({ chargeMinor: 1_000n });
    await create({ url: `${farm.url}/good` });
    const { numbers } = world.ports;
    Object.assign(world.ports, {
      numbers: {
        number: async (number: string) =>
          number === GOOD_BID
            ? { number, publisherId: 'p', offerId: 'o', kind: 'static', source: 's' }
            : numbers.number(number),
      },
    });
    await answer();
    expect((await world.call())?.record.route.bidMinor).toBeUndefined();
    expect(JSON.stringify(world.notes)).toContain('"why":"loop"');
  });

  const inner = (changes: Parameters<typeof offer>[0]) => {
    world.catalog.offer = offer({ offerId: 'offer_1', fallbackDestination: FALLBACK, payoutMinor: 500n, ...changes });
  };
});

describe('bidders', () => {
  it('are set up with a secret that is shown once, listed without it, and paused', async () => {
    const made = await create();
    expect(made).toMatchObject({ status: 201, json: { offerId, state: 'active', currency: 'USD' } });
    expect(made.json.secret).toMatch(/^whsec_/);
    const list = () => callApi(listHandler(deps()), { method: 'GET', key: OPERATOR_KEY, params: { offerId } });
    const { secret: _secret, ...shown } = made.json;
    expect((await list()).json.items).toEqual([shown]);
    const set = (bidderId: string, state: string, etag = '"1"') =>
      callApi(stateHandler(deps()), {
        method: 'PUT',
        key: OPERATOR_KEY,
        params: { offerId, bidderId },
        headers: { 'if-match': etag },
        body: { state },
      });
    expect(await set(shown.bidderId, 'paused')).toMatchObject({ headers: { etag: '"2"' }, json: { state: 'paused' } });
    expect((await set(shown.bidderId, 'active')).status).toBe(412);
    expect((await list()).json.items[0].state).toBe('paused');
    expect((await set('bidder_none', 'paused')).status).toBe(404);
    const kept = JSON.stringify(
      await dynamoBidders(
        catalog.client,
        catalog.table,
        aesCipher(async () => ['data secret']),
      ).ofOffer(offerId),
    );
    expect(kept).not.toContain('whsec_');
  });

  it('belong to the offer’s own advertiser, on an offer that is priced by the bid', async () => {
    const other = await catalog.advertiser();
    expect((await create({}, other.key)).status).toBe(404);
    const flat = await catalog.made('createOffer', { key: other.key, body: offerBody() });
    offerId = String(flat.offerId);
    expect((await create({}, other.key)).status).toBe(409);
  });

  it.each([
    [{ url: 'ftp://bids.example' }, 'body.url'],
    [{ url: 'http://bids.example/x' }, 'body.url'],
    [{ url: 'https://10.0.0.1/x' }, 'body.url'],
    [{ url: 'https://user:word@bids.example/x' }, 'body.url'],
    [{ asksPerMinute: 0 }, 'body.asksPerMinute'],
    [{ name: '' }, 'body.name'],
  ])('refuse %j naming %s', async (changes, field) => {
    const { status, json } = await create({ url: 'https://bids.example/x', ...changes }, OPERATOR_KEY, false);
    expect(status).toBe(400);
    expect(json.errors.map((each: { field: string }) => each.field)).toContain(field);
  });
});
