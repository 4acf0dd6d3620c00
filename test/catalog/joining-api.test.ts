import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as askHandler } from '../../functions/catalog/ask-to-join/handler.ts';
import { handlerOf as decideHandler } from '../../functions/catalog/decide-join-request/handler.ts';
import { handlerOf as listHandler } from '../../functions/catalog/list-join-requests/handler.ts';
import { JOIN_STATES, JOIN_TRANSITIONS, type JoinRequest, moveJoin } from '../../shared/catalog/joining.ts';
import { DAY_MS, toIso } from '../../shared/kernel/time.ts';
import { eventBody } from '../../shared/webhooks/contract/events.ts';
import type { OwnedEvent } from '../../shared/webhooks/model.ts';
import { callApi } from '../support/api-event.ts';
import { type CatalogWorld, catalogWorld, offerBody, revisionBody } from './world.ts';

let world: CatalogWorld;
let buyer: { advertiserId: string; key: string };
let seller: { publisherId: string; key: string };
let offerId: string;
let told: OwnedEvent[];

beforeEach(async () => {
  world = await catalogWorld();
  buyer = await world.advertiser();
  seller = await world.publisher();
  told = [];
  ({ offerId } = await world.made('createOffer', { key: buyer.key, body: offerBody({ joining: 'on-request' }) }));
});

const deps = () => ({ ...world.deps, tell: async (events: readonly OwnedEvent[]) => void told.push(...events) });
const ask = (body: object = { note: 'we rank first' }, key = seller.key, offer = offerId) =>
  callApi(askHandler(deps()), { method: 'POST', key, params: { offerId: offer }, body });
const decide = (joinRequestId: string, version: number, body: object, key = buyer.key) =>
  callApi(decideHandler(deps()), {
    ...{ method: 'PUT', key, params: { joinRequestId }, body, headers: { 'if-match': `"${version}"` } },
  });
const list = async (key: string, query = {}) => (await callApi(listHandler(deps()), { key, query })).json;
const offerAs = async (key: string) => {
  world.clock.advance(31_000);
  return (await world.call('getOffer', { key, params: { offerId } })).json;
};
const APPROVED = { decision: 'approved' };
const DECLINED = { decision: 'declined', reason: 'other pages suit us better' };

describe('a request to join an offer', () => {
  it('is asked once, read by the advertiser with who asks, and lets the publisher in by a deal', async () => {
    expect(await offerAs(seller.key)).toMatchObject({ joining: 'on-request', admitted: false });
    const first = await ask();
    expect(first).toMatchObject({
      status: 201,
      json: { offerId, state: 'asked', note: 'we rank first', version: 1, pages: ['https://roofs.example'] },
    });
    expect(first.text).not.toContain(buyer.advertiserId);
    expect((await ask({ note: 'again' })).json).toEqual(first.json);
    const { joinRequestId } = first.json;
    expect((await list(buyer.key)).items).toMatchObject([
      { joinRequestId, publisherName: 'Roofs today', state: 'asked' },
    ]);
    const decided = await decide(joinRequestId, 1, APPROVED);
    expect([decided.status, decided.headers.etag]).toEqual([200, '"2"']);
    expect(decided.json).toMatchObject({ state: 'approved', decision: { by: 'advertiser' }, version: 2 });
    expect(await offerAs(seller.key)).toMatchObject({ admitted: true, payoutMinor: 3_000 });
    const deals = await world.made('listDeals', { params: { offerId } });
    expect(deals.items).toMatchObject([{ publisherId: seller.publisherId, version: 1, ended: false }]);
  });

  it('is told of step by step to both sides and the network, and a repeat tells nothing new', async () => {
    const { joinRequestId } = (await ask()).json;
    await ask();
    await decide(joinRequestId, 1, DECLINED);
    expect(told.map(({ type, owner }) => [type, owner.kind])).toEqual([
      ['join-request.created', 'advertiser'],
      ['join-request.created', 'publisher'],
      ['join-request.created', 'network'],
      ['join-request.decided', 'advertiser'],
      ['join-request.decided', 'publisher'],
      ['join-request.decided', 'network'],
    ]);
    for (const { eventId: id, type, atMs, data } of told) {
      const body = eventBody(type as 'join-request.created');
      expect(body.safeParse({ id, type, timestamp: toIso(atMs), data }).error).toBeUndefined();
    }
    expect(told.at(-1)?.data).toMatchObject({ state: 'declined', reason: 'other pages suit us better' });
  });

  it('is decided once of two decisions at the same moment, and again by who has seen the last', async () => {
    const { joinRequestId } = (await ask()).json;
    const answers = await Promise.all(
      [APPROVED, DECLINED, APPROVED, DECLINED].map((each) => decide(joinRequestId, 1, each)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    const { state, version } = (await list(buyer.key)).items[0];
    expect((await offerAs(seller.key)).admitted).toBe(state === 'approved');
    if (state === 'declined') await decide(joinRequestId, version, APPROVED);
    const approved = (await list(buyer.key)).items[0];
    expect((await decide(joinRequestId, approved.version, DECLINED)).json.state).toBe('declined');
    expect((await offerAs(seller.key)).admitted).toBe(false);
    expect((await decide(joinRequestId, approved.version + 1, DECLINED)).status).toBe(409);
    await decide(joinRequestId, approved.version + 1, APPROVED, undefined);
    expect((await offerAs(seller.key)).admitted).toBe(true);
  });

  it('keeps what was agreed before: who is let in again has the same price', async () => {
    const { publisherId } = seller;
    await world.made('setDeal', { method: 'PUT', body: { offerId, publisherId, payoutMinor: 3_500 } });
    expect(await offerAs(seller.key)).toMatchObject({ admitted: true, payoutMinor: 3_500 });
    const { joinRequestId } = (await ask()).json;
    await decide(joinRequestId, 1, APPROVED);
    await decide(joinRequestId, 2, DECLINED);
    expect(await offerAs(seller.key)).toMatchObject({ admitted: false });
    await decide(joinRequestId, 3, APPROVED);
    expect(await offerAs(seller.key)).toMatchObject({ admitted: true, payoutMinor: 3_500 });
  });

  it.each([['before it was decided'], ['never before']])(
    'lets nobody in by a price that is set after a no: agreed on %s',
    async (when) => {
      const { publisherId } = seller;
      const price = () => world.made('setDeal', { method: 'PUT', body: { offerId, publisherId, payoutMinor: 3_500 } });
      if (when !== 'never before') await price();
      const { joinRequestId } = (await ask()).json;
      if (when !== 'never before') await decide(joinRequestId, 1, APPROVED);
      await decide(joinRequestId, when === 'never before' ? 1 : 2, DECLINED);
      await price();
      expect((await offerAs(seller.key)).admitted).toBe(false);
      await decide(joinRequestId, when === 'never before' ? 2 : 3, APPROVED);
      expect(await offerAs(seller.key)).toMatchObject({ admitted: true, payoutMinor: 3_500 });
    },
  );

  it('may be made again a month after it was declined, not before', async () => {
    const { joinRequestId } = (await ask()).json;
    await decide(joinRequestId, 1, DECLINED);
    expect((await ask()).json.detail).toContain('you may ask again from');
    world.clock.advance(30 * DAY_MS);
    expect((await ask({ note: 'new pages' })).json).toMatchObject({ state: 'asked', note: 'new pages', version: 3 });
    expect(told.filter(({ type }) => type === 'join-request.created')).toHaveLength(6);
  });

  it('is listed for each side, by state and offer, page by page', async () => {
    const others = await Promise.all(['One', 'Two', 'Three'].map((name) => world.publisher(name)));
    for (const { key } of [seller, ...others]) {
      world.clock.advance(1_000);
      await ask({}, key);
    }
    const first = await list(buyer.key, { limit: '2' });
    expect(first.items.map(({ publisherName }: JoinRequest) => publisherName)).toEqual(['Three', 'Two']);
    const rest = await list(buyer.key, { limit: '2', cursor: first.nextCursor });
    expect(rest.items.map(({ publisherName }: JoinRequest) => publisherName)).toEqual(['One', 'Roofs today']);
    await decide(first.items[0].joinRequestId, 1, APPROVED);
    expect((await list(buyer.key, { state: 'asked' })).items).toHaveLength(3);
    expect((await list(seller.key)).items).toMatchObject([{ publisherId: seller.publisherId }]);
    const other = await world.advertiser('Other');
    expect((await list(other.key)).items).toEqual([]);
    expect((await list(other.key, { offerId })).status).toBe(404);
    expect((await list(buyer.key, { offerId })).items).toHaveLength(4);
    const network = await callApi(listHandler(deps()), { key: 'o'.repeat(64), query: { offerId } });
    expect(network.json.items).toHaveLength(4);
    const ofOne = (advertiserId: string, key = 'o'.repeat(64)) =>
      callApi(listHandler(deps()), { key, query: { advertiserId } });
    expect((await ofOne(buyer.advertiserId)).json.items[0]).toMatchObject({
      offerName: 'Roof repair',
      state: 'approved',
    });
    expect((await ofOne(other.advertiserId)).json.items).toEqual([]);
    expect((await ofOne(buyer.advertiserId, buyer.key)).json.items).toHaveLength(4);
    for (const key of [other.key, seller.key]) expect((await ofOne(buyer.advertiserId, key)).status).toBe(404);
    const foreign = await callApi(listHandler(deps()), { key: seller.key, query: { cursor: first.nextCursor } });
    expect(foreign.status).toBe(400);
  });
});

describe('what a request to join refuses', () => {
  it('an offer that is open, paused or not there, and a publisher that is not active', async () => {
    const open = await world.made('createOffer', { key: buyer.key, body: offerBody() });
    expect((await ask({}, seller.key, open.offerId)).json.detail).toContain('nothing to ask for');
    const etag = { 'if-match': '"1"' };
    const paused = revisionBody({ state: 'paused', joining: 'on-request' });
    const params = { offerId: open.offerId };
    await world.made('reviseOffer', { method: 'PUT', key: buyer.key, params, body: paused, headers: etag });
    expect((await ask({}, seller.key, open.offerId)).status).toBe(404);
    expect((await ask({}, seller.key, 'offer_never')).status).toBe(404);
    await world.deps.publishers.change(seller.publisherId, { state: 'pending' });
    expect((await ask()).status).toBe(403);
  });

  it('an offer that was opened to all since it declined', async () => {
    const { joinRequestId } = (await ask()).json;
    await decide(joinRequestId, 1, DECLINED);
    world.clock.advance(30 * DAY_MS);
    const [params, headers] = [{ offerId }, { 'if-match': '"1"' }];
    await world.made('reviseOffer', { method: 'PUT', key: buyer.key, params, body: revisionBody(), headers });
    const again = await ask();
    expect([again.status, again.json.detail]).toEqual([409, 'this offer is open: there is nothing to ask for']);
    expect((await list(buyer.key)).items).toMatchObject([{ state: 'declined', version: 2 }]);
  });

  it('a note that is too long, and a decision that is none, names no version or is another’s to make', async () => {
    expect((await ask({ note: 'x'.repeat(501) })).json.errors[0].field).toBe('body.note');
    expect((await ask({}, buyer.key)).status).toBe(403);
    const { joinRequestId } = (await ask()).json;
    expect((await decide(joinRequestId, 1, { decision: 'declined' })).json.errors[0].field).toBe('body.reason');
    expect((await decide(joinRequestId, 1, { decision: 'maybe' })).status).toBe(400);
    expect((await decide(joinRequestId, 1, APPROVED, seller.key)).status).toBe(403);
    expect((await decide(joinRequestId, 1, APPROVED, (await world.advertiser('Other')).key)).status).toBe(404);
    expect((await decide('join_never', 1, APPROVED)).status).toBe(404);
    const bare = await callApi(decideHandler(deps()), {
      ...{ method: 'PUT', key: buyer.key, params: { joinRequestId }, body: APPROVED },
    });
    expect(bare.status).toBe(400);
    expect((await list(buyer.key)).items[0].state).toBe('asked');
  });

  const pairs = JOIN_STATES.flatMap((from) => JOIN_STATES.map((to) => [from, to] as const));
  it.each(pairs)('a move from %s to %s that the table has not', (from, to) => {
    const request = { joinRequestId: 'join_1', state: from, version: 1 } as JoinRequest;
    const allowed: readonly string[] = JOIN_TRANSITIONS[from];
    if (allowed.includes(to)) expect(moveJoin(request, to)).toMatchObject({ state: to, version: 2 });
    else expect(() => moveJoin(request, to)).toThrow('can not become');
  });
});
