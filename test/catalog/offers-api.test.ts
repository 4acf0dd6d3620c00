import { beforeEach, describe, expect, it } from 'vitest';
import { type CatalogWorld, catalogWorld, leadOfferBody, OPERATOR_KEY, offerBody, revisionBody } from './world.ts';

let world: CatalogWorld;
let key: string;
let advertiserId: string;
beforeEach(async () => {
  world = await catalogWorld();
  ({ key, advertiserId } = await world.advertiser());
});

const create = (changes: object = {}) => world.call('createOffer', { key, body: offerBody(changes) });
const fieldsOf = (answer: { json: { errors: { field: string }[] } }) => answer.json.errors.map((each) => each.field);

describe('making an offer', () => {
  it('answers with the offer, its version as etag, and shows it again', async () => {
    const answer = await create();
    expect(answer).toMatchObject({ status: 201, headers: { etag: '"1"' } });
    expect(answer.json).toEqual({
      ...offerBody(),
      offerId: expect.stringMatching(/^offer_/),
      version: 1,
      advertiserId,
      description: '',
      state: 'active',
      joining: 'open',
      inWords: expect.arrayContaining(['It qualifies when the talk lasts at least 90 s.']),
      versionCreatedAt: '2026-03-02T15:00:00.000Z',
    });
    const shown = await world.call('getOffer', { key, params: { offerId: answer.json.offerId } });
    expect(shown).toMatchObject({ status: 200, json: answer.json, headers: { etag: '"1"' } });
  });

  it.each([
    [{ chargeMinor: 0 }, 'body.chargeMinor'],
    [{ chargeMinor: -4_000 }, 'body.chargeMinor'],
    [{ chargeMinor: 40.5 }, 'body.chargeMinor'],
    [{ chargeMinor: '4000' }, 'body.chargeMinor'],
    [{ chargeMinor: 1e15 }, 'body.chargeMinor'],
    [{ payoutMinor: 4_001 }, 'body.payoutMinor'],
    [{ payoutMinor: -1 }, 'body.payoutMinor'],
    [{ currency: 'usd' }, 'body.currency'],
    [{ currency: 'XQQ' }, 'body.currency'],
    [{ holdDays: 121 }, 'body.holdDays'],
    [{ holdDays: -1 }, 'body.holdDays'],
    [{ model: 'sale' }, 'body.model'],
    [{ name: ' ' }, 'body.name'],
    [{ name: 'a\u0007b' }, 'body.name'],
    [{ description: 'x'.repeat(2_001) }, 'body.description'],
    [{ state: 'deleted' }, 'body.state'],
    [{ fallbackDestination: { kind: 'number', number: '555' } }, 'body.fallbackDestination.number'],
    [{ model: 'lead', criteria: { kind: 'talk-time', minSeconds: 90 } }, 'body.criteria.kind'],
    [{ model: 'call', criteria: { kind: 'answer', name: 'role', in: ['cto'] } }, 'body.criteria.kind'],
    [{ advertiserId: 'adv_other' }, 'body.advertiserId'],
  ])('refuses %j naming %s', async (changes, field) => {
    const answer = await create(changes);
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer)).toContain(field);
    expect((await world.made('listOffers', { key })).items).toEqual([]);
  });

  it('refuses a field it does not know', async () => {
    expect((await create({ price: 5 })).json.detail).toContain('price');
  });

  it('refuses a fallback that is one of our own numbers', async () => {
    await world.ownNumber('+12175550199');
    const answer = await create({ fallbackDestination: { kind: 'number', number: '+1 (217) 555-0199' } });
    expect(fieldsOf(answer)).toEqual(['body.fallbackDestination.number']);
  });

  it('is done once under one Idempotency-Key', async () => {
    const request = { key, body: offerBody(), headers: { 'idempotency-key': 'offer-1' } };
    const [first, second] = [await world.call('createOffer', request), await world.call('createOffer', request)];
    expect(second.json).toEqual(first.json);
    const other = await world.call('createOffer', { ...request, body: offerBody({ name: 'Other' }) });
    expect(other.status).toBe(422);
    expect((await world.made('listOffers', { key })).items).toHaveLength(1);
  });

  it('is done by an operator for the advertiser it names', async () => {
    const unnamed = await world.call('createOffer', { key: OPERATOR_KEY, body: offerBody() });
    expect(fieldsOf(unnamed)).toEqual(['body.advertiserId']);
    const unknown = await world.call('createOffer', { body: offerBody({ advertiserId: 'adv_9' }) });
    expect(fieldsOf(unknown)).toEqual(['body.advertiserId']);
    expect((await world.made('createOffer', { body: offerBody({ advertiserId }) })).advertiserId).toBe(advertiserId);
  });
});

describe('changing an offer', () => {
  const revise = (offerId: string, version: string | undefined, changes: object = {}, who = key) =>
    world.call('reviseOffer', {
      method: 'PUT',
      key: who,
      params: { offerId },
      body: revisionBody(changes),
      headers: version === undefined ? {} : { 'if-match': version },
    });

  it('makes a version, from the one the caller saw', async () => {
    const { offerId } = (await create()).json;
    const second = await revise(offerId, '"1"', { chargeMinor: 5_000 });
    expect(second).toMatchObject({ status: 200, headers: { etag: '"2"' }, json: { version: 2, chargeMinor: 5_000 } });
    const stale = await revise(offerId, '"1"', { chargeMinor: 6_000 });
    expect(stale).toMatchObject({ status: 412, json: { detail: 'version 2 is current, not 1' } });
    expect((await world.made('getOffer', { key, params: { offerId } })).chargeMinor).toBe(5_000);
  });

  it('lets one of two through that saw the same version', async () => {
    const { offerId } = (await create()).json;
    const answers = await Promise.all([revise(offerId, '"1"'), revise(offerId, '"1"', { name: 'Mine' })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
  });

  it('needs If-Match, well formed', async () => {
    const { offerId } = (await create()).json;
    for (const version of [undefined, '*', '1', 'W/"1"', '"x"', '']) {
      expect(fieldsOf(await revise(offerId, version))).toEqual(['headers.if-match']);
    }
  });

  it('keeps model and currency', async () => {
    const { offerId } = (await create()).json;
    expect((await revise(offerId, '"1"', { currency: 'EUR' })).status).toBe(400);
    expect((await revise(offerId, '"1"', { model: 'lead' })).status).toBe(400);
  });

  it('can not go below what a deal promises', async () => {
    const { offerId } = (await create()).json;
    const { publisherId } = await world.publisher();
    await world.made('setDeal', { method: 'PUT', body: { offerId, publisherId, payoutMinor: 3_900 } });
    const answer = await revise(offerId, '"1"', { chargeMinor: 3_500 });
    expect(fieldsOf(answer)).toEqual(['body.chargeMinor']);
    expect((await revise(offerId, '"1"', { chargeMinor: 3_900 })).status).toBe(200);
  });

  it('has deals that are changed as they were seen, or not at all', async () => {
    const { offerId } = (await create()).json;
    const { publisherId } = await world.publisher();
    const deal = (payoutMinor: number, etag: string) =>
      world.call('setDeal', {
        method: 'PUT',
        body: { offerId, publisherId, payoutMinor },
        headers: { 'if-match': etag },
      });
    expect(await deal(3_100, '"0"')).toMatchObject({ status: 200, headers: { etag: '"1"' }, json: { version: 1 } });
    expect((await deal(3_200, '"0"')).status).toBe(412);
    const both = await Promise.all([deal(3_300, '"1"'), deal(3_400, '"1"')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('has deals with several publishers set at once, which wait for each other', async () => {
    const { offerId } = (await create()).json;
    const publishers = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => world.publisher(name)));
    const set = ({ publisherId }: { publisherId: string }) =>
      world.call('setDeal', {
        ...{ method: 'PUT', body: { offerId, publisherId, payoutMinor: 3_100 } },
        headers: { 'if-match': '"0"' },
      });
    // Each try that fails was met by another deal that was made, and there are five of those.
    expect((await Promise.all(publishers.map(set))).map(({ status }) => status)).toEqual(Array(6).fill(200));
  });

  it('is refused to others as if it were not there', async () => {
    const { offerId } = (await create()).json;
    const other = await world.advertiser('Other');
    expect((await revise(offerId, '"1"', {}, other.key)).status).toBe(404);
    expect((await world.call('getOffer', { key: other.key, params: { offerId } })).status).toBe(404);
    expect((await revise('offer_none', '"1"')).status).toBe(404);
    expect((await world.made('listOffers', { key: other.key })).items).toEqual([]);
    const others = await world.call('listOffers', { key: other.key, query: { advertiserId } });
    expect(others.status).toBe(404);
    const own = await world.made('listOffers', { key, query: { advertiserId } });
    expect(own.items).toEqual((await world.made('listOffers', { key })).items);
  });
});

describe('offers as publishers see them', () => {
  it('have their own price and nothing of the advertiser', async () => {
    const { publisherId, key: publisherKey } = await world.publisher();
    const active = (await create({ name: 'Active' })).json;
    await create({ name: 'Paused', state: 'paused' });
    await world.made('setDeal', {
      method: 'PUT',
      body: { offerId: active.offerId, publisherId, payoutMinor: 3_500, holdDays: 2 },
    });
    const listed = await world.call('listOffers', { key: publisherKey });
    expect(listed.json.items).toHaveLength(1);
    const [shown] = listed.json.items;
    expect(shown).toMatchObject({ offerId: active.offerId, payoutMinor: 3_500, holdDays: 2 });
    for (const hidden of ['chargeMinor', 'advertiserId', 'fallbackDestination'])
      expect(shown).not.toHaveProperty(hidden);
    expect(listed.text).not.toContain('4000');
    const single = await world.made('getOffer', { key: publisherKey, params: { offerId: active.offerId } });
    expect(single).toEqual(shown);
  });

  it('are hidden while paused, unless there is a deal', async () => {
    const { publisherId, key: publisherKey } = await world.publisher();
    const { offerId } = (await create({ state: 'paused' })).json;
    const look = () => world.call('getOffer', { key: publisherKey, params: { offerId } });
    expect((await look()).status).toBe(404);
    await world.made('setDeal', { method: 'PUT', body: { offerId, publisherId } });
    world.clock.advance(30_001);
    expect((await look()).status).toBe(200);
  });
});

describe('deals', () => {
  it.each([
    [{ payoutMinor: 4_001 }, 'body.payoutMinor'],
    [{ payoutMinor: -1 }, 'body.payoutMinor'],
    [{ holdDays: 400 }, 'body.holdDays'],
    [{ publisherId: 'pub_9' }, 'body.publisherId'],
    [{ offerId: 'offer_9' }, 'body.offerId'],
  ])('refuses %j naming %s', async (changes, field) => {
    const { offerId } = (await create()).json;
    const { publisherId } = await world.publisher();
    const body = { offerId, publisherId, payoutMinor: 3_500, ...changes };
    expect(fieldsOf(await world.call('setDeal', { method: 'PUT', body }))).toEqual([field]);
  });

  it('count their versions, also when set at the same time', async () => {
    const { offerId } = (await create()).json;
    const { publisherId } = await world.publisher();
    const answers = await Promise.all(
      [3_100, 3_200].map((payoutMinor) =>
        world.made('setDeal', { method: 'PUT', body: { offerId, publisherId, payoutMinor } }),
      ),
    );
    expect(answers.map((deal) => deal.version).sort()).toEqual([1, 2]);
  });
});

describe('finding offers', () => {
  const namesOf = (answer: { items: { name: string }[] }) => answer.items.map(({ name }) => name).sort();

  it('goes by state and model, for their advertiser, the network and publishers', async () => {
    const { advertiserId, key } = await world.advertiser();
    const { key: publisherKey } = await world.publisher();
    await world.made('createOffer', { key, body: offerBody({ name: 'open' }) });
    await world.made('createOffer', { key, body: offerBody({ name: 'closed', state: 'paused' }) });
    await world.made('createOffer', { key, body: leadOfferBody({ name: 'leads' }) });
    const list = async (query: Record<string, string>, as = key) =>
      namesOf(await world.made('listOffers', { key: as, query }));
    expect(await list({})).toEqual(['closed', 'leads', 'open']);
    expect(await list({ state: 'paused' })).toEqual(['closed']);
    expect(await list({ state: 'active', model: 'call' })).toEqual(['open']);
    expect(await list({ model: 'lead' }, publisherKey)).toEqual(['leads']);
    expect(await list({ state: 'paused' }, publisherKey)).toEqual([]);
    expect(namesOf(await world.made('listOffers', { query: { advertiserId, state: 'paused' } }))).toEqual(['closed']);
    const bad = await world.call('listOffers', { key, query: { state: 'gone' } });
    expect(bad).toMatchObject({ status: 400, json: { errors: [{ field: 'query.state' }] } });
  });

  it('shows every version to its advertiser and the network, newest first', async () => {
    const { key } = await world.advertiser();
    const other = await world.advertiser('Other');
    const { offerId } = await world.made('createOffer', { key, body: offerBody() });
    const change = { params: { offerId }, key, body: revisionBody({ holdDays: 9 }), headers: { 'if-match': '"1"' } };
    await world.made('reviseOffer', change);
    const path = { params: { offerId } };
    const first = await world.made('listOfferVersions', { ...path, key, query: { limit: '1' } });
    expect(first.items).toMatchObject([{ version: 2, holdDays: 9 }]);
    const rest = await world.made('listOfferVersions', { ...path, query: { limit: '5', cursor: first.nextCursor } });
    expect(rest.items).toMatchObject([{ version: 1, holdDays: 7 }]);
    expect((await world.call('listOfferVersions', { ...path, key: other.key })).status).toBe(404);
  });

  it('lists the deals on an offer for the network', async () => {
    const { key } = await world.advertiser();
    const { publisherId } = await world.publisher();
    const { offerId } = await world.made('createOffer', { key, body: offerBody() });
    expect((await world.made('listDeals', { params: { offerId } })).items).toEqual([]);
    await world.made('setDeal', { method: 'PUT', body: { offerId, publisherId, payoutMinor: 3_500 } });
    const { items } = await world.made('listDeals', { params: { offerId } });
    expect(items).toMatchObject([{ publisherId, payoutMinor: 3_500, version: 1 }]);
    expect((await world.call('listDeals', { params: { offerId: 'offer_x' } })).status).toBe(404);
  });
});
