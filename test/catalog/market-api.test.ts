import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as getMarket } from '../../functions/catalog/get-market/handler.ts';
import { handlerOf as setMarket } from '../../functions/catalog/set-market/handler.ts';
import { dynamoMarketReader, dynamoMarkets } from '../../shared/catalog/dynamo-markets.ts';
import { houseKey } from '../../shared/catalog/keys.ts';
import { callApi } from '../support/api-event.ts';
import { type CatalogWorld, catalogWorld, OPERATOR_KEY, offerBody } from './world.ts';

let world: CatalogWorld;
let key: string;
let house: string;
let rival: string;

beforeEach(async () => {
  world = await catalogWorld();
  ({ key } = await world.advertiser());
  const made = async (changes: object = {}) =>
    (await world.made('createOffer', { key, body: offerBody(changes) })).offerId as string;
  house = await made();
  rival = await made();
});

const deps = () => ({ ...world.deps, markets: dynamoMarkets(world.client, world.table) });
const set = (body: object, who = OPERATOR_KEY, offerId = house, etag?: string) =>
  callApi(setMarket(deps()), {
    ...{ method: 'PUT', key: who, params: { offerId }, body },
    ...(etag !== undefined && { headers: { 'if-match': etag } }),
  });
const get = (who = OPERATOR_KEY) => callApi(getMarket(deps()), { method: 'GET', key: who, params: { offerId: house } });

describe('a market', () => {
  it('is set, shown, read by routing and ended', async () => {
    expect((await get()).status).toBe(404);
    const market = {
      offerId: house,
      competitors: [rival],
      worth: 'payout',
      weighAnswers: false,
      stickyDays: 7,
      auctionMs: 400,
      maxTargets: 3,
    };
    expect(await set({ competitors: [rival], stickyDays: 7 })).toMatchObject({ status: 200, json: market });
    expect(await get()).toMatchObject({ headers: { etag: '"1"' }, json: { ...market, version: 1 } });
    const reader = dynamoMarketReader(world.client, world.table, world.clock);
    expect(await reader.market(house)).toMatchObject(market);
    expect(await reader.market(rival)).toBeUndefined();
    expect((await set({ competitors: [] })).json.competitors).toEqual([]);
  });

  it('is changed as it was seen, or not at all', async () => {
    const from = (etag: string, stickyDays: number) =>
      set({ competitors: [rival], stickyDays }, OPERATOR_KEY, house, etag);
    const first = await Promise.all([1, 2, 3, 4, 5].map((days) => from('"0"', days)));
    expect(first.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    expect(await from('"1"', 6)).toMatchObject({ status: 200, headers: { etag: '"2"' }, json: { version: 2 } });
    expect(await from('"1"', 7)).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    expect((await from('2', 8)).json).toMatchObject({ status: 400, errors: [{ field: 'headers.if-match' }] });
    // Whoever names none takes whichever is current.
    expect((await set({ competitors: [] })).json.version).toBe(3);
    expect((await get()).json).toMatchObject({ competitors: [], stickyDays: 0, version: 3 });
  });

  it('that was set before versions counted is at its first', async () => {
    const market = {
      competitors: [],
      worth: 'margin',
      weighAnswers: false,
      stickyDays: 0,
      auctionMs: 0,
      maxTargets: 2,
    };
    await world.client.send(new PutCommand({ TableName: world.table, Item: { ...houseKey(house), market } }));
    expect(await get()).toMatchObject({ headers: { etag: '"1"' }, json: { worth: 'margin', version: 1 } });
    expect((await set({ competitors: [] }, OPERATOR_KEY, house, '"0"')).status).toBe(412);
    expect((await set({ competitors: [] }, OPERATOR_KEY, house, '"1"')).json.version).toBe(2);
  });

  it('is the network’s to make', async () => {
    expect((await set({ competitors: [rival] }, key)).status).toBe(403);
    expect((await get(key)).status).toBe(403);
    expect((await set({ competitors: [rival] }, OPERATOR_KEY, 'offer_none')).status).toBe(404);
  });

  it('refuses who can’t compete, by name', async () => {
    const euros = (await world.made('createOffer', { key, body: offerBody({ currency: 'EUR' }) })).offerId;
    const fieldsOf = async (body: object) =>
      ((await set(body)).json.errors ?? []).map((each: { field: string }) => each.field);
    expect(await fieldsOf({ competitors: [rival, 'offer_none'] })).toEqual(['body.competitors.1']);
    expect(await fieldsOf({ competitors: [house] })).toEqual(['body.competitors.0']);
    expect(await fieldsOf({ competitors: [rival, rival] })).toEqual(['body.competitors.1']);
    expect(await fieldsOf({ competitors: [euros] })).toEqual(['body.competitors.0']);
    expect(await fieldsOf({ competitors: [rival], worth: 'fame' })).toEqual(['body.worth']);
    expect(await fieldsOf({ competitors: [rival], maxTargets: 0 })).toEqual(['body.maxTargets']);
    expect((await get()).status).toBe(404);
  });
});
