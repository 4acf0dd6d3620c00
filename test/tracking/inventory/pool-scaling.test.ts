import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as endHandler } from '../../../functions/tracking/end-pool-scaling/handler.ts';
import { handlerOf as getHandler } from '../../../functions/tracking/get-pool-scaling/handler.ts';
import { handlerOf as setHandler } from '../../../functions/tracking/set-pool-scaling/handler.ts';
import { scalingKey } from '../../../shared/tracking/inventory/keys.ts';
import { type InventoryWorld, inventoryWorld } from './world.ts';

let world: InventoryWorld;
beforeEach(async () => {
  world = await inventoryWorld({ numbers: 1 });
});

const RULE = { carrier: 'twilio', country: 'US', areaCode: '217', maxNumbers: 40 };
const params = { poolId: 'pool_main' };
const from = (etag?: string) => (etag === undefined ? {} : { headers: { 'if-match': etag } });
const show = () => world.send(getHandler(world.inventory), { params });
const set = (maxNumbers: number, etag?: string) =>
  world.send(setHandler(world.inventory), { params, body: { ...RULE, maxNumbers }, ...from(etag) });
const end = (etag?: string) => world.send(endHandler(world.inventory), { params, ...from(etag) });
const atOnce = (etag: string) => Promise.all([1, 2, 3, 4, 5].map((maxNumbers) => set(maxNumbers, etag)));
const statusesOf = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status).sort();

describe('how a pool grows', () => {
  it('is shown, with the version to change it from, also where nobody ever said it', async () => {
    const none = { poolId: 'pool_main', version: 0 };
    expect(await show()).toMatchObject({ status: 200, headers: { etag: '"0"' }, body: none });
    await set(40);
    const body = { poolId: 'pool_main', scaling: RULE, version: 1 };
    expect(await show()).toMatchObject({ status: 200, headers: { etag: '"1"' }, body });
    const elsewhere = await world.send(getHandler(world.inventory), { params: { poolId: 'pool_none' } });
    expect(elsewhere.status).toBe(404);
  });

  it('is changed and ended from the version that was seen, or from whichever is current', async () => {
    expect((await set(1, '"1"')).status).toBe(412);
    expect(await set(1, '"0"')).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: { version: 1 } });
    expect(await set(2, '"0"')).toMatchObject({ status: 412, body: { type: 'urn:callbourse:problem:stale' } });
    expect(await set(2, '"1"')).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { version: 2 } });
    for (const etag of ['2', 'W/"2"', '*', '']) {
      const field = { errors: [{ field: 'headers.if-match' }] };
      expect(await set(3, etag)).toMatchObject({ status: 400, body: field });
      expect(await end(etag)).toMatchObject({ status: 400, body: field });
    }
    expect((await end('"1"')).status).toBe(412);
    expect((await show()).body).toMatchObject({ scaling: { maxNumbers: 2 } });
    expect((await end('"2"')).status).toBe(204);
    expect((await show()).headers.etag).toBe('"3"');
    expect((await set(4)).body).toMatchObject({ scaling: { maxNumbers: 4 }, version: 4 });
    expect((await end()).status).toBe(204);
  });

  it('counts on where its rule was ended: whoever saw an earlier rule can’t take the next one for it', async () => {
    await set(1);
    await end();
    expect((await show()).body).toEqual({ poolId: 'pool_main', version: 2 });
    expect((await world.inventory.scaling.scaled({ limit: 10 })).items).toEqual([]);
    // Ended once more is ended.
    expect((await end('"2"')).status).toBe(204);
    expect((await show()).headers.etag).toBe('"2"');
    expect((await set(2, '"0"')).status).toBe(412);
    expect((await set(2, '"2"')).body).toMatchObject({ version: 3 });
    expect((await end('"1"')).status).toBe(412);
    expect((await world.inventory.scaling.scaled({ limit: 10 })).items).toMatchObject([{ scaling: { maxNumbers: 2 } }]);
  });

  it('is said by one of many who say it at once from one version, or end it', async () => {
    expect(statusesOf(await atOnce('"0"'))).toEqual([200, 412, 412, 412, 412]);
    expect(statusesOf(await atOnce('"1"'))).toEqual([200, 412, 412, 412, 412]);
    const both = await Promise.all([set(9, '"2"'), end('"2"')]);
    expect([
      [200, 412],
      [204, 412],
    ]).toContainEqual(statusesOf(both));
    expect((await show()).body).toMatchObject({ version: 3 });
  });

  it('is at its first version where it was written before versions counted', async () => {
    await set(1);
    const Key = scalingKey('pool_main');
    const ageing = { ...{ TableName: world.catalog, Key }, UpdateExpression: 'REMOVE version' };
    await world.client.send(new UpdateCommand(ageing));
    expect(await show()).toMatchObject({ headers: { etag: '"1"' }, body: { version: 1 } });
    expect((await set(2, '"0"')).status).toBe(412);
    expect(statusesOf(await atOnce('"1"'))).toEqual([200, 412, 412, 412, 412]);
  });
});
