import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as buyHandler } from '../../../functions/tracking/buy-number/handler.ts';
import { handlerOf as giveBackHandler } from '../../../functions/tracking/give-back-number/handler.ts';
import { handlerOf as listHandler } from '../../../functions/tracking/list-stock/handler.ts';
import { handlerOf as placeHandler } from '../../../functions/tracking/place-number/handler.ts';
import { handlerOf as restHandler } from '../../../functions/tracking/rest-number/handler.ts';
import { handlerOf as searchHandler } from '../../../functions/tracking/search-numbers/handler.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { attribute } from '../../../shared/tracking/attribute.ts';
import { dynamoPoolNames } from '../../../shared/tracking/inventory/dynamo-pool-names.ts';
import { SHOPS } from '../../../shared/tracking/inventory/model.ts';
import { fieldsOf } from '../world.ts';
import { type InventoryWorld, inventoryWorld } from './world.ts';

const NUMBER = '+12175550101';

let world: InventoryWorld;
beforeEach(async () => {
  world = await inventoryWorld({ numbers: 0 });
});

const search = (query: Record<string, string>) => world.send(searchHandler(world.inventory), { query });
const buy = (number = NUMBER, carrier = 'twilio', key?: string) =>
  world.send(buyHandler(world.inventory), { body: { number, carrier } }, key);
const place = (poolId = 'pool_main', number = NUMBER) =>
  world.send(placeHandler(world.inventory), { params: { number }, body: { poolId } });
const rest = (number = NUMBER) => world.send(restHandler(world.inventory), { params: { number } });
const giveBack = (number = NUMBER) => world.send(giveBackHandler(world.inventory), { params: { number } });
const listed = async (state: string) => {
  const poolNames = dynamoPoolNames(world.client, world.catalog);
  return (await world.send(listHandler({ ...world.inventory, poolNames }), { query: { state } })).body.items;
};
const inState = async (state: string) => (await listed(state)).map((each: { number: string }) => each.number);
const visit = () => world.assign({ key: 'tag_1', number: world.pool.fallbackNumber, page: {} });

describe.each(SHOPS)('a number of %s', (carrier) => {
  it('is found, bought, placed, leased to visits, rested and given back', async () => {
    const found = await search({ carrier, areaCode: '217', contains: '0101' });
    expect(found.body.items).toMatchObject([{ number: NUMBER, region: 'IL' }]);
    expect((await buy(NUMBER, carrier)).body).toMatchObject({ number: NUMBER, carrier, state: 'idle' });
    expect(await inState('idle')).toEqual([NUMBER]);
    expect((await listed('idle'))[0]).not.toHaveProperty('poolName');
    expect((await place()).body).toMatchObject({ state: 'placed', poolId: 'pool_main' });
    expect(await listed('placed')).toMatchObject([
      { number: NUMBER, poolId: 'pool_main', poolName: world.pool.name, publisherId: world.pool.publisherId },
    ]);
    expect((await visit()).body).toMatchObject({ number: NUMBER, kind: 'leased' });
    world.clock.advance(HOUR_MS);
    expect((await rest()).body).toMatchObject({ state: 'resting', poolId: 'pool_main' });
    expect((await visit()).body).toMatchObject({ kind: 'fallback' });
    expect((await giveBack()).status).toBe(409);
    world.clock.advance(30 * DAY_MS);
    expect((await giveBack()).body).toMatchObject({ state: 'released' });
    expect(world.shop.owned.size).toBe(0);
    expect(await world.inventory.numbers.findAll([NUMBER])).toEqual(new Map());
    expect((await buy(NUMBER, carrier)).body).toMatchObject({ state: 'idle' });
  });

  it('is bought once: at once by several, and after an answer that was lost', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => buy(NUMBER, carrier)));
    expect(answers.map(({ status }) => status).sort()).toContain(201);
    expect(world.shop.owned.size).toBe(1);
    expect((await buy(NUMBER, carrier)).body.state).toBe('idle');

    const other = '+12175550102';
    const asked = world.asked.length;
    // The first request looks whether it is ours; the second one buys.
    world.faults.push({ status: 200, text: emptyList(carrier) }, 'lost');
    expect((await buy(other, carrier)).status).toBe(503);
    expect(world.asked.length).toBe(asked + 2);
    expect(await inState('buying')).toEqual([other]);
    expect((await buy(other, carrier)).body).toMatchObject({ state: 'idle' });
    expect(world.shop.owned.size).toBe(2);
  });

  it('that its carrier does not sell is refused in its words, and nothing stays', async () => {
    const { status, body } = await buy('+12175559876', carrier);
    expect(status).toBe(409);
    expect(body.detail).toContain('not available');
    expect(body.detail).not.toContain('2175559876');
    expect(await inState('buying')).toEqual([]);
  });

  it.each([
    ['does not answer', 'silent' as const],
    ['is throttled', { status: 429, text: '' }],
    ['answers garbage', { status: 200, text: '<html>' }],
  ])('waits when its carrier %s', async (_what, fault) => {
    world.faults.push(fault);
    expect((await buy(NUMBER, carrier)).status).toBe(503);
    world.faults.push(fault);
    expect((await search({ carrier })).status).toBe(503);
    expect((await buy(NUMBER, carrier)).body.state).toBe('idle');
  });

  it('is given back once, also when the answer is lost', async () => {
    await buy(NUMBER, carrier);
    world.faults.push('lost');
    expect((await giveBack()).status).toBe(503);
    expect(await inState('releasing')).toEqual([NUMBER]);
    expect((await giveBack()).body.state).toBe('released');
  });
});

const emptyList = (carrier: string): string =>
  JSON.stringify(carrier === 'twilio' ? { incoming_phone_numbers: [] } : { data: [] });

describe('a number at rest', () => {
  const confidence = async (callAtMs: number) => {
    const lease = await world.deps.leases.read('pool_main', NUMBER);
    return lease && attribute(lease, callAtMs);
  };

  it('stays its last visit’s: a late call reads `recent`', async () => {
    await buy();
    await place();
    const { visitId } = (await visit()).body;
    const before = await confidence(world.clock.nowMs());
    world.clock.advance(2 * HOUR_MS);
    await rest();
    world.clock.advance(DAY_MS);
    const late = await confidence(world.clock.nowMs());
    expect(late?.confidence).toBe('recent');
    expect(late?.visit?.visitId).toBe(before?.visit?.visitId ?? visitId);
    expect((await world.inventory.numbers.findAll([NUMBER])).get(NUMBER)).toMatchObject({ poolId: 'pool_main' });
  });

  it('is refused while a visit has it, and is nobody’s to renew or to come back to afterwards', async () => {
    await buy();
    await place();
    const { token } = (await visit()).body;
    expect((await rest()).status).toBe(409);
    world.clock.advance(20 * MINUTE_MS);
    expect((await rest()).status).toBe(200);
    expect((await rest()).body.state).toBe('resting');
    expect((await world.renew({ key: 'tag_1', token })).status).toBe(410);
    const back = await world.assign({ key: 'tag_1', token, number: world.pool.fallbackNumber, page: {} });
    expect(back.body.kind).toBe('fallback');
  });

  it('is never stolen, and no part of the pool’s health', async () => {
    world = await inventoryWorld({ numbers: 0, stealWhenEmpty: true });
    await buy();
    await place();
    await rest();
    expect((await visit()).body.kind).toBe('fallback');
    expect(await world.inventory.census.glance('pool_main')).toEqual([]);
  });

  it('may go to another pool once it is rested', async () => {
    await buy();
    await place();
    await world.inventory.pools.create({ ...world.pool, poolId: 'pool_next' });
    await rest();
    expect((await place('pool_next')).body.detail).toContain('rests until');
    world.clock.advance(30 * DAY_MS);
    expect((await place('pool_next')).body).toMatchObject({ state: 'placed', poolId: 'pool_next' });
    expect(await world.deps.leases.read('pool_main', NUMBER)).toBeUndefined();
    expect((await place('pool_next')).status).toBe(200);
  });
});

describe('a number that two move at once', () => {
  /** Does what somebody else does between a pool's getting a number and the stock's word of it. */
  const placedWhile = async (somebodyElse: () => Promise<unknown>) => {
    const { stock } = world.inventory;
    const change: typeof stock.change = async (before, after) => {
      if (after.state === 'placed') await somebodyElse();
      return stock.change(before, after);
    };
    const handler = placeHandler({ ...world.inventory, stock: { ...stock, change } });
    return world.send(handler, { params: { number: NUMBER }, body: { poolId: 'pool_main' } });
  };
  const isShown = async () => (await visit()).body.kind === 'leased';

  it('given back while it is placed is in no pool', async () => {
    await buy();
    expect((await placedWhile(giveBack)).status).toBe(409);
    expect(await inState('released')).toEqual([NUMBER]);
    expect(await world.inventory.numbers.findAll([NUMBER])).toEqual(new Map());
    expect(await isShown()).toBe(false);
  });

  it('placed twice in one pool is there once, and in another pool not at all', async () => {
    await buy();
    expect((await placedWhile(() => place())).body).toMatchObject({ state: 'placed', poolId: 'pool_main' });
    expect(await isShown()).toBe(true);
    await world.inventory.pools.create({ ...world.pool, poolId: 'pool_next' });
    await buy('+12175550102');
    const both = await Promise.all([place('pool_main', '+12175550102'), place('pool_next', '+12175550102')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = both.find(({ status }) => status === 200)?.body.poolId;
    const known = await world.inventory.numbers.findAll(['+12175550102']);
    expect(known.get('+12175550102')).toMatchObject({ poolId: won });
  });

  it('placed and rested while it is placed rests', async () => {
    await buy();
    const moved = await placedWhile(async () => {
      await place();
      await rest();
    });
    expect(moved.status).toBe(409);
    expect(await inState('resting')).toEqual([NUMBER]);
    expect((await world.inventory.numbers.findAll([NUMBER])).get(NUMBER)).toMatchObject({ poolId: 'pool_main' });
    expect(await isShown()).toBe(false);
  });

  it('given back where placing it was cut off leaves the pool', async () => {
    await buy();
    await expect(placedWhile(() => Promise.reject(new Error('cut off')))).resolves.toMatchObject({ status: 500 });
    expect((await giveBack()).body).toMatchObject({ state: 'released' });
    expect(await world.inventory.numbers.findAll([NUMBER])).toEqual(new Map());
    expect(await isShown()).toBe(false);
  });
});

describe('what is refused', () => {
  it.each([
    ['another pool while it is placed', () => place('pool_other'), 409],
    ['giving it back while it is placed', () => giveBack(), 409],
    ['a number that is not ours', () => place('pool_main', '+12175550177'), 404],
    ['resting a number that is not ours', () => rest('+12175550177'), 404],
  ])('%s', async (_what, act, status) => {
    await buy();
    await place();
    expect((await act()).status).toBe(status);
  });

  it('a pool that is not there', async () => {
    await buy();
    expect((await place('pool_other')).status).toBe(404);
    expect(await inState('idle')).toEqual([NUMBER]);
  });

  it('a number that the network has by hand already', async () => {
    const { number } = { number: world.pool.fallbackNumber };
    const answer = await buy(number);
    expect(answer.status).toBe(409);
    expect(fieldsOf(answer)).toEqual(['body.number']);
  });

  it.each([
    [{ number: '5550101', carrier: 'twilio' }, 'body.number'],
    [{ number: NUMBER, carrier: 'acme' }, 'body.carrier'],
  ])('%j, naming %s', async (body, field) => {
    expect(fieldsOf(await world.send(buyHandler(world.inventory), { body }))).toEqual([field]);
  });

  it('whoever is no operator', async () => {
    expect((await buy(NUMBER, 'twilio', 'publisher:pub_1')).status).toBe(403);
  });
});
