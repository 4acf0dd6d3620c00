import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as endHandler } from '../../../functions/tracking/end-pool-scaling/handler.ts';
import { handlerOf as setHandler } from '../../../functions/tracking/set-pool-scaling/handler.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/kernel/time.ts';
import { buyNumber } from '../../../shared/tracking/inventory/buy-number.ts';
import { MAX_NUMBERS_A_ROUND, scalePools } from '../../../shared/tracking/inventory/scale-pools.ts';
import { numbersForTail } from '../../../shared/tracking/pool-size.ts';
import { type InventoryWorld, inventoryWorld } from './world.ts';

let world: InventoryWorld;
let notes: string[];
beforeEach(async () => {
  world = await inventoryWorld({ numbers: 5 });
  notes = [];
});

const RULE = { carrier: 'twilio', country: 'US', areaCode: '217', maxNumbers: 40 };
const set = (body: object = RULE, poolId = 'pool_main') =>
  world.send(setHandler(world.inventory), { params: { poolId }, body });
const round = () => scalePools({ ...world.inventory, note: (what) => void notes.push(what) });
const numbers = async () => (await world.inventory.census.glance('pool_main')).length;
const visits = async (count: number) => {
  for (let index = 0; index < count; index += 1) {
    await world.assign({ key: 'tag_1', number: world.pool.fallbackNumber, page: {} });
  }
};

describe('a pool that scales', () => {
  it('grows to what the Poisson tail of its live visits asks for, and no further', async () => {
    expect((await set()).body).toMatchObject({ poolId: 'pool_main', scaling: RULE });
    await visits(5);
    await round();
    expect(await numbers()).toBe(numbersForTail(5));
    await round();
    expect(await numbers()).toBe(numbersForTail(5));
    expect(world.shop.owned.size).toBe(numbersForTail(5) - 5);
    await visits(1);
    expect((await world.assign({ key: 'tag_1', number: world.pool.fallbackNumber, page: {} })).body.kind).toBe(
      'leased',
    );
  });

  it('stops at its ceiling, and buys no more than twenty a round', async () => {
    await set({ ...RULE, maxNumbers: 8 });
    await visits(5);
    await round();
    expect(await numbers()).toBe(8);
    expect(MAX_NUMBERS_A_ROUND).toBe(20);
  });

  it('takes idle and rested numbers of its area before it buys', async () => {
    await buyNumber(world.inventory, 'twilio', '+12175550150');
    await buyNumber(world.inventory, 'twilio', '+13125550150');
    await set({ ...RULE, maxNumbers: 6 });
    await visits(5);
    await round();
    expect(await world.inventory.stock.get('+12175550150')).toMatchObject({ state: 'placed' });
    expect(await world.inventory.stock.get('+13125550150')).toMatchObject({ state: 'idle' });
    expect(world.shop.owned.size).toBe(2);
  });

  it('stays as it is without a rule, with a carrier that is silent, and once its rule is ended', async () => {
    await visits(5);
    await round();
    expect(await numbers()).toBe(5);
    await set();
    world.faults.push('silent');
    await round();
    expect(notes).toEqual(['a pool could not grow']);
    expect(await numbers()).toBe(5);
    const end = await world.send(endHandler(world.inventory), { params: { poolId: 'pool_main' } });
    expect(end.status).toBe(204);
    await round();
    expect(await numbers()).toBe(5);
    expect((await set(RULE, 'pool_none')).status).toBe(404);
  });

  it('finishes what was cut off while it was bought', async () => {
    world.faults.push({ status: 200, text: '{"incoming_phone_numbers": []}' }, 'lost');
    await expect(buyNumber(world.inventory, 'twilio', '+12175550160')).rejects.toThrow('can not be asked');
    await round();
    expect(await world.inventory.stock.get('+12175550160')).toMatchObject({ state: 'buying' });
    world.clock.advance(HOUR_MS);
    await round();
    expect(await world.inventory.stock.get('+12175550160')).toMatchObject({ state: 'idle' });
    expect(world.shop.owned.size).toBe(1);
    world.clock.advance(DAY_MS);
  });
});
