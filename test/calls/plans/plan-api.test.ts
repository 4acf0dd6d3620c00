import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as getPlan } from '../../../functions/calls/get-plan/handler.ts';
import { handlerOf as removePlan } from '../../../functions/calls/remove-plan/handler.ts';
import { handlerOf as setPlan } from '../../../functions/calls/set-plan/handler.ts';
import { dynamoPlanReader, dynamoPlans } from '../../../shared/calls/routing/plan/dynamo-plans.ts';
import {
  type CatalogWorld,
  catalogWorld,
  leadOfferBody,
  OPERATOR_KEY,
  offerBody,
  targetBody,
} from '../../catalog/world.ts';
import { callApi } from '../../support/api-event.ts';
import { MENU } from './fixture.ts';

let world: CatalogWorld;
let key: string;
let offerId: string;

const offerOf = async (who: string, body: object = offerBody()) =>
  (await world.made('createOffer', { key: who, body })).offerId as string;

beforeEach(async () => {
  world = await catalogWorld();
  ({ key } = await world.advertiser());
  offerId = await offerOf(key);
});

const deps = () => ({ ...world.deps, plans: dynamoPlans(world.client, world.table) });
const request = (who: string, id: string) => ({ key: who, params: { offerId: id } });
const seen = (etag?: string) => (etag === undefined ? {} : { headers: { 'if-match': etag } });
const set = (body: object, who = key, id = offerId, etag?: string) =>
  callApi(setPlan(deps()), { ...request(who, id), ...seen(etag), method: 'PUT', body });
const get = (who = key, id = offerId) => callApi(getPlan(deps()), { ...request(who, id), method: 'GET' });
const remove = (who = key, etag?: string) =>
  callApi(removePlan(deps()), { ...request(who, offerId), ...seen(etag), method: 'DELETE' });
const errorsOf = async (body: object, who = key) => (await set(body, who)).json.errors ?? [];

const { sales: _elsewhere, ...nodes } = MENU.nodes;
const HERE = {
  ...MENU,
  nodes: {
    ...nodes,
    menu: {
      ...MENU.nodes.menu,
      choices: [
        { keys: '1', goTo: 'law' },
        { keys: '2', goTo: 'hola' },
        { keys: '9', goTo: 'sorry' },
      ],
    },
  },
};
const endingIn = (end: object) => ({ entry: 'end', nodes: { end: { kind: 'offer', ...end } } });

describe('a plan', () => {
  it('has no node called as what every object has', async () => {
    const named = { entry: 'constructor', nodes: { constructor: { kind: 'offer' } } };
    expect(await errorsOf(named)).toMatchObject([{ field: 'body.nodes.constructor' }]);
    const leading = { entry: 'first', nodes: { first: { kind: 'notice', say: 'Hello', goTo: 'toString' } } };
    expect((await errorsOf(leading))[0]).toMatchObject({ field: 'body.nodes.first.goTo' });
  });

  it('is set, shown, read by calls, changed and taken away', async () => {
    expect((await get()).status).toBe(404);
    const answer = await set(HERE);
    expect(answer).toMatchObject({ status: 200, json: { offerId, entry: 'welcome' } });
    // What was left out is there: how long and how often it is asked.
    expect(answer.json.nodes.menu).toMatchObject({ timeoutSeconds: 5, tries: 2 });
    expect((await get()).json).toEqual(answer.json);
    const reader = dynamoPlanReader(world.client, world.table, world.clock);
    expect((await reader.plan(offerId))?.entry).toBe('welcome');
    expect(await reader.plan('offer_without')).toBeUndefined();
    expect((await set(endingIn({}))).status).toBe(200);
    expect((await get()).json.entry).toBe('end');
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(404);
    expect((await get()).status).toBe(404);
    // Containers may go on with the old one for half a minute.
    world.clock.advance(31_000);
    expect(await reader.plan(offerId)).toBeUndefined();
  });

  it('is set, changed and taken away as it was seen, or not at all', async () => {
    const from = (etag: string) => set(HERE, key, offerId, etag);
    const first = await Promise.all([1, 2, 3, 4, 5].map(() => from('"0"')));
    expect(first.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    expect(await from('"1"')).toMatchObject({ status: 200, headers: { etag: '"2"' }, json: { version: 2 } });
    expect(await from('"1"')).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    expect(await remove(key, '"1"')).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    expect((await get()).headers.etag).toBe('"2"');
    expect((await from('W/"2"')).json).toMatchObject({ status: 400, errors: [{ field: 'headers.if-match' }] });
    expect((await remove(key, '"2"')).status).toBe(204);
    const gone = { status: 412, json: { detail: 'there is none now: version 2 was named' } };
    expect(await remove(key, '"2"')).toMatchObject(gone);
    expect((await remove()).status).toBe(404);
    // The one that is set anew is no version that anybody saw before.
    expect((await from('"2"')).status).toBe(412);
    expect(await from('"0"')).toMatchObject({ status: 200, headers: { etag: '"4"' } });
    expect((await remove()).status).toBe(204);
  });

  it('is its advertiser’s and the network’s, and nobody else’s', async () => {
    const { key: stranger } = await world.advertiser('Somebody else');
    const { key: publisher } = await world.publisher();
    expect((await set(HERE, OPERATOR_KEY)).status).toBe(200);
    expect([(await set(HERE, stranger)).status, (await get(stranger)).status, (await remove(stranger)).status]).toEqual(
      [404, 404, 404],
    );
    expect((await set(HERE, publisher)).status).toBe(403);
    expect((await set(HERE, key, 'offer_none')).status).toBe(404);
  });

  it('that refers to nothing or to itself is refused, with the field, and nothing is stored', async () => {
    const refused = async (changes: object) => {
      const answer = await set({ ...HERE, nodes: { ...HERE.nodes, ...changes } });
      expect(answer.status).toBe(400);
      return answer.json.errors;
    };
    expect(await refused({ hola: { kind: 'notice', say: 'x', goTo: 'gone' } })).toContainEqual({
      field: 'body.nodes.hola.goTo',
      message: 'there is no node gone',
    });
    expect(await refused({ hola: { kind: 'notice', say: 'x', goTo: 'hola' } })).toContainEqual({
      field: 'body.nodes.hola.goTo',
      message: 'leads back to hola, round and round',
    });
    expect((await get()).status).toBe(404);
  });

  it('that leads to an offer or to targets that there are not is refused, with the field', async () => {
    const { key: stranger } = await world.advertiser('Somebody else');
    const foreign = await offerOf(stranger);
    const leads = await offerOf(key, leadOfferBody());
    const no = (field: string, message: string) => [{ field: `body.nodes.end.${field}`, message }];
    expect(await errorsOf(endingIn({ offerId: 'offer_none' }))).toEqual(no('offerId', 'is no offer of yours'));
    expect(await errorsOf(endingIn({ offerId: foreign }))).toEqual(no('offerId', 'is no offer of yours'));
    expect(await errorsOf(endingIn({ offerId: leads }))).toEqual(
      no('offerId', 'is an offer of leads, which takes no calls'),
    );
    expect((await errorsOf(endingIn({ tag: 'sales' })))[0].field).toBe('body.nodes.end.tag');
    await world.made('createTarget', { key, params: { offerId }, body: targetBody({ rules: { tags: ['sales'] } }) });
    expect(await errorsOf(endingIn({ tag: 'sales' }))).toEqual([]);
    // The network may lead callers to anybody's.
    expect(await errorsOf(endingIn({ offerId: foreign }), OPERATOR_KEY)).toEqual([]);
  });

  it('is for offers of calls', async () => {
    const leads = await offerOf(key, leadOfferBody());
    expect((await set(HERE, key, leads)).status).toBe(409);
  });
});
