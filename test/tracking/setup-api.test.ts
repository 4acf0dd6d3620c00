import { beforeEach, describe, expect, it } from 'vitest';
import { addPoolNumbersHandler } from '../../functions/tracking/add-pool-numbers/handler.ts';
import { createNumberHandler } from '../../functions/tracking/create-number/handler.ts';
import { createPoolHandler } from '../../functions/tracking/create-pool/handler.ts';
import { getPoolHealthHandler } from '../../functions/tracking/get-pool-health/handler.ts';
import { getPoolSizeHandler } from '../../functions/tracking/get-pool-size/handler.ts';
import { getTagHandler } from '../../functions/tracking/get-tag/handler.ts';
import { listNumbersHandler } from '../../functions/tracking/list-numbers/handler.ts';
import { listPoolsHandler } from '../../functions/tracking/list-pools/handler.ts';
import type { HttpHandler } from '../../shared/platform/http/http-stack.ts';
import { dynamoLeaseCensus } from '../../shared/tracking/dynamo-lease-census.ts';
import { dynamoNumberLists } from '../../shared/tracking/dynamo-numbers.ts';
import { numberAt } from './lease-fixture.ts';
import { call, FALLBACK, fieldsOf, httpEvent, type TrackingWorld, trackingWorld } from './world.ts';

const OPERATOR = 'operator:ops';
const OWN = 'publisher:pub_1';
const OTHER = 'publisher:pub_2';

const send = (
  handler: HttpHandler,
  key: string,
  given: { body?: unknown; query?: Record<string, string>; params?: Record<string, string> },
) => call(handler, httpEvent('POST', '/', { ...given, headers: { authorization: `Bearer ${key}` } }));

const setterOf = async (setterId: string) =>
  setterId === 'set_ann'
    ? { setterId, publisherId: 'pub_1', name: 'Ann', state: 'active' as const, createdAtMs: 1 }
    : undefined;

describe('pools and numbers', () => {
  let world: TrackingWorld;
  beforeEach(async () => {
    world = await trackingWorld();
  });

  const newPool = (changes: object = {}) => ({
    publisherId: 'pub_1',
    offerId: 'offer_1',
    name: 'Second',
    fallbackNumber: FALLBACK,
    ...changes,
  });
  const createPool = (body: unknown, key = OPERATOR) => send(createPoolHandler(world.setup), key, { body });
  const createNumber = (body: unknown, key = OPERATOR) =>
    send(createNumberHandler({ ...world.setup, catalog: { setter: setterOf } }), key, { body });
  const addNumbers = (numbers: unknown, poolId = 'pool_main', key = OPERATOR) =>
    send(addPoolNumbersHandler(world.setup), key, { body: { numbers }, params: { poolId } });
  const listNumbers = (key: string, query: Record<string, string> = {}) =>
    send(listNumbersHandler({ ...world.setup, numbers: dynamoNumberLists(world.client, world.catalog) }), key, {
      query,
    });

  it('a static number may be the line of one of the publisher’s people', async () => {
    const line = { number: '+12175557778', publisherId: 'pub_1', offerId: 'offer_1', source: 'desk' };
    const named = { ...line, setterId: 'set_ann' };
    expect((await createNumber(named)).body).toEqual({ kind: 'static', ...named });
    expect((await createNumber(named)).status).toBe(201);
    expect((await createNumber(line)).status).toBe(409);
    expect((await listNumbers(OPERATOR, { publisherId: 'pub_1' })).body.items).toContainEqual({
      kind: 'static',
      ...named,
    });
    const refused = await createNumber({ ...named, number: '+12175557779', setterId: 'set_none' });
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ field: 'body.setterId', message: 'is no setter of this publisher' }],
    ]);
  });

  it('an operator sets up a pool, adds numbers, and visits get them', async () => {
    const radio = { number: '+12175557777', publisherId: 'pub_1', offerId: 'offer_1', source: 'landing page' };
    expect((await createNumber(radio)).body).toEqual({ kind: 'static', ...radio });
    const made = await createPool(newPool({ fallbackNumber: '+1 217 555 7777', leaseSeconds: 300 }));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ fallbackNumber: '+12175557777', leaseSeconds: 300, stealWhenEmpty: false });
    const added = await addNumbers(['+12175556000', '+1 (217) 555-6001', '+12175556000'], made.body.poolId);
    expect(added.body).toEqual({ added: 2, alreadyThere: 0 });
    expect((await addNumbers(['+12175556001', '+12175556002'], made.body.poolId)).body).toEqual({
      added: 1,
      alreadyThere: 1,
    });
    const visit = await world.assign({ key: 'tag_1', number: '(217) 555-7777', page: {} });
    expect(visit.body.number).toMatch(/^\+1217555600[012]$/);
    expect(await world.deps.numbers.number('+12175556002')).toMatchObject({ kind: 'pool', poolId: made.body.poolId });
  });

  it.each([
    ['an unknown publisher', { publisherId: 'pub_9' }, 'body.publisherId'],
    ['an unknown offer', { offerId: 'offer_9' }, 'body.offerId'],
    ['a fallback number nobody answers for', { fallbackNumber: '+12175551111' }, 'body.fallbackNumber'],
    ['a fallback number that is in the pool', { fallbackNumber: numberAt(0) }, 'body.fallbackNumber'],
    ['a fallback number of another publisher', { publisherId: 'pub_2' }, 'body.fallbackNumber'],
    ['a fallback number in a national form', { fallbackNumber: '(217) 555-9999' }, 'body.fallbackNumber'],
    ['too short a lease', { leaseSeconds: 60 }, 'body.leaseSeconds'],
    ['a misspelt option', { stealWhenFull: true }, 'body.stealWhenFull'],
  ])('refuses a pool with %s', async (_name, changes, field) => {
    const answer = await createPool(newPool(changes));
    expect([answer.status, fieldsOf(answer)]).toEqual([400, [field]]);
  });

  it('refuses a pool and a number for an offer on request that the publisher was not let into', async () => {
    const head = await world.setup.offers.current('offer_1');
    if (!head) throw new Error('the offer is there');
    await world.setup.offers.revise(head, { ...head.offer, version: 2, joining: 'on-request' });
    const radio = { number: '+12175557777', publisherId: 'pub_1', offerId: 'offer_1', source: 'radio' };
    for (const refused of [await createPool(newPool()), await createNumber(radio)]) {
      expect([refused.status, fieldsOf(refused)]).toEqual([400, ['body.publisherId']]);
      expect(refused.body.detail).toContain('joined on request');
    }
  });

  it('adds all numbers or none: one in use elsewhere, one the tag could not show', async () => {
    const taken = await addNumbers(['+12175556000', FALLBACK]);
    expect([taken.status, fieldsOf(taken)]).toEqual([409, ['body.numbers.1']]);
    const british = await addNumbers(['+12175556000', '+442079460018']);
    expect([british.status, fieldsOf(british)]).toEqual([400, ['body.numbers.1']]);
    const garbage = await addNumbers(['+12175556000', 'none']);
    expect([garbage.status, fieldsOf(garbage)]).toEqual([400, ['body.numbers.1']]);
    expect((await addNumbers([])).status).toBe(400);
    expect((await addNumbers(Array.from({ length: 501 }, (_, index) => numberAt(index)))).status).toBe(400);
    expect((await addNumbers(['+12175556000'], 'pool_none')).status).toBe(404);
    expect(await world.setup.numbers.findAll(['+12175556000'])).toEqual(new Map());
  });

  it('adds 500 numbers at once, each free to lease', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `+1309555${String(index).padStart(4, '0')}`);
    expect((await addNumbers(many)).body).toEqual({ added: 500, alreadyThere: 0 });
    const census = await dynamoLeaseCensus(world.client, world.leaseTable).glance('pool_main');
    expect(census).toHaveLength(503);
  });

  it('a number is one thing only', async () => {
    const again = { number: FALLBACK, publisherId: 'pub_1', offerId: 'offer_1', source: 'website' };
    expect((await createNumber(again)).status).toBe(201);
    const other = await createNumber({ ...again, source: 'flyer' });
    expect([other.status, fieldsOf(other)]).toEqual([409, ['body.number']]);
    const pooled = await createNumber({ ...again, number: numberAt(1) });
    expect([pooled.status, fieldsOf(pooled)]).toEqual([409, ['body.number']]);
  });

  it('is for operators: publishers read their own, and nothing of others', async () => {
    expect((await createPool(newPool(), OWN)).status).toBe(403);
    expect((await createNumber({}, OWN)).status).toBe(403);
    expect((await addNumbers([numberAt(9)], 'pool_main', OWN)).status).toBe(403);
    const own = await listNumbers(OWN);
    expect(own.body.items.map((item: { number: string }) => item.number)).toEqual([
      numberAt(0),
      numberAt(1),
      numberAt(2),
      FALLBACK,
    ]);
    expect((await listNumbers(OTHER)).body.items).toEqual([]);
    expect((await listNumbers(OTHER, { publisherId: 'pub_1' })).status).toBe(404);
    expect((await listNumbers(OWN, { publisherId: 'pub_1' })).status).toBe(200);
    expect((await listNumbers(OPERATOR, { publisherId: 'pub_1', poolId: 'pool_main' })).body.items).toHaveLength(3);
    const whose = await listNumbers(OPERATOR);
    expect([whose.status, fieldsOf(whose)]).toEqual([400, ['query.publisherId']]);
  });

  it('pages through numbers; a cursor of another list is refused', async () => {
    const first = await listNumbers(OWN, { limit: '2' });
    const second = await listNumbers(OWN, { limit: '2', cursor: first.body.nextCursor });
    expect([...first.body.items, ...second.body.items]).toHaveLength(4);
    const foreign = await listNumbers(OTHER, { cursor: first.body.nextCursor });
    expect([foreign.status, fieldsOf(foreign)]).toEqual([400, ['query.cursor']]);
  });

  it('shows a publisher its pools and the snippet for its pages', async () => {
    const pools = await send(listPoolsHandler(world.setup), OWN, {});
    expect(pools.body.items).toMatchObject([{ poolId: 'pool_main', createdAt: '2026-03-02T15:00:00.000Z' }]);
    const tag = await send(getTagHandler({ ...world.setup, publicUrl: 'https://calls.example' }), OWN, {});
    expect(tag.body.snippets).toEqual([
      {
        poolId: 'pool_main',
        number: FALLBACK,
        html: `<script async src="https://calls.example/tag.js" data-key="tag_1" data-number="${FALLBACK}"></script>`,
      },
    ]);
  });

  it('reckons pool sizes, and refuses what is no number of visits', async () => {
    const size = (query: Record<string, string>) => send(getPoolSizeHandler(world.setup), OWN, { query });
    expect((await size({ visits: '180' })).body).toMatchObject({ recommendedNumbers: 224, shortage: 0.001 });
    for (const visits of ['-1', '1e9', 'many']) {
      const refused = await size({ visits });
      expect([refused.status, fieldsOf(refused)]).toEqual([400, ['query.visits']]);
    }
    const share = await size({ visits: '5', shortage: '0' });
    expect([share.status, fieldsOf(share)]).toEqual([400, ['query.shortage']]);
  });

  it('reports how a pool stands', async () => {
    const census = dynamoLeaseCensus(world.client, world.leaseTable);
    const health = (key: string, poolId = 'pool_main') =>
      send(getPoolHealthHandler({ ...world.setup, census }), key, { params: { poolId } });
    const first = await world.assign({ key: 'tag_1', page: {} });
    await world.assign({ key: 'tag_1', page: {} });
    await world.release({ key: 'tag_1', token: first.body.token });
    for (let visit = 0; visit < 2; visit += 1) await world.assign({ key: 'tag_1', page: {} });
    expect((await health(OWN)).body).toMatchObject({
      poolId: 'pool_main',
      numbers: 3,
      held: 3,
      heldShare: 1,
      onCall: 0,
      measured: { arrivals: 4, reissuedEarly: 1, stolen: 0, fallbacksInDay: 0 },
      recommendedNumbers: 11,
    });
    // A visit that finds no number is counted once, however often its page asks.
    const turnedAway = { page: { url: 'https://roofs.example/late' } };
    for (let asked = 0; asked < 3; asked += 1) await world.assign({ key: 'tag_1', ...turnedAway });
    expect((await health(OWN)).body.measured).toMatchObject({ fallbacksThisHour: 1, fallbacksInDay: 1 });
    expect((await health(OPERATOR)).status).toBe(200);
    expect((await health(OTHER)).status).toBe(404);
    expect((await health(OPERATOR, 'pool_none')).status).toBe(404);
  });
});
