import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { dynamoDeliveryTargets } from '../../shared/leads/delivery/dynamo-targets.ts';
import { deliveryTargetKey } from '../../shared/leads/keys.ts';
import { LEAD_FORM, type LeadsWorld, leadsWorld } from './world.ts';

const URL = 'https://crm.example/leads';

let world: LeadsWorld;
let offerId: string;
beforeEach(async () => {
  world = await leadsWorld();
  offerId = await world.offer();
});

const show = () => world.call('getDelivery', { offerId });
const set = (changes: object, etag?: string) => {
  const headers: Record<string, string> = etag === undefined ? {} : { 'if-match': etag };
  return world.call('setDelivery', { offerId }, { url: URL, ...changes }, world.advertiser.key, headers);
};
const atOnce = (etag?: string) =>
  Promise.all(Array.from({ length: 5 }, (_, index) => set({ fixed: { campaign: `c${index}` } }, etag)));
const statusesOf = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status).sort();

describe('where leads go', () => {
  it('is the owner’s to say and to see', async () => {
    expect((await set({ fixed: { campaign: 'x' } })).json.secret).toMatch(/^whsec_/);
    const shown = await show();
    expect(shown.json).toEqual({
      ...{ offerId, url: URL, format: 'json', fixed: { campaign: 'x' }, state: 'active' },
      version: 1,
    });
    const other = await world.market.advertiser('Other');
    expect((await world.call('getDelivery', { offerId }, undefined, other.key)).status).toBe(404);
    expect((await world.call('setDelivery', { offerId }, { url: URL }, other.key)).status).toBe(404);
    expect((await world.call('getDelivery', { offerId: await world.offer({ lead: LEAD_FORM }) })).status).toBe(404);
  });

  it('is changed from the version that was seen, or from whichever is current', async () => {
    expect((await set({}, '"1"')).status).toBe(412);
    expect(await set({}, '"0"')).toMatchObject({ status: 200, headers: { etag: '"1"' }, json: { version: 1 } });
    expect(await set({}, '"0"')).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    const paused = await set({ state: 'paused' }, '"1"');
    expect(paused).toMatchObject({ status: 200, headers: { etag: '"2"' }, json: { state: 'paused', version: 2 } });
    expect((await set({}, '"1"')).status).toBe(412);
    for (const etag of ['2', 'W/"2"', '*', '']) {
      expect((await set({}, etag)).json).toMatchObject({ status: 400, errors: [{ field: 'headers.if-match' }] });
    }
    expect(await show()).toMatchObject({ headers: { etag: '"2"' }, json: { state: 'paused', version: 2 } });
    expect((await set({})).json).toMatchObject({ state: 'active', version: 3 });
  });

  it('changed by many at once from one version is changed by one of them', async () => {
    await set({});
    expect(statusesOf(await atOnce('"1"'))).toEqual([200, 412, 412, 412, 412]);
    expect((await show()).json.version).toBe(2);
  });

  it('is at its first version where it was written before versions counted', async () => {
    const { secret } = (await set({})).json;
    const Key = deliveryTargetKey(offerId);
    const ageing = { ...{ TableName: world.tables.catalog, Key }, UpdateExpression: 'REMOVE version' };
    await world.client.send(new UpdateCommand(ageing));
    expect(await show()).toMatchObject({ headers: { etag: '"1"' }, json: { version: 1 } });
    expect((await set({}, '"0"')).status).toBe(412);
    expect(statusesOf(await atOnce('"1"'))).toEqual([200, 412, 412, 412, 412]);
    expect(await world.targets.secretOf(offerId)).toBe(secret);
  });
});

describe('the secret of a delivery', () => {
  it.each([['"0"'], [undefined]])(
    'that many make at once is shown to one of them and kept (If-Match %s)',
    async (etag) => {
      const made = await atOnce(etag);
      const shown = made.flatMap(({ json }) => json.secret ?? []);
      expect(shown).toEqual([await world.targets.secretOf(offerId)]);
      expect(statusesOf(made)).toEqual(etag ? [200, 412, 412, 412, 412] : [200, 200, 200, 200, 200]);
      expect((await set({ state: 'paused' })).json.secret).toBeUndefined();
      expect(await world.targets.secretOf(offerId)).toBe(shown[0]);
    },
  );

  it('is shown where the table’s first answer was lost and it was put again', async () => {
    const again = async (command: PutCommand) => {
      if (command instanceof PutCommand) await world.client.send(command);
      return world.client.send(command);
    };
    const lossy = { send: again } as unknown as DynamoDBDocumentClient;
    const targets = dynamoDeliveryTargets(lossy, world.tables.catalog, world.cipher);
    const target = { offerId, advertiserId: 'adv', url: URL, format: 'json', state: 'active', version: 1 } as const;
    expect(await targets.set(target, 0, 'whsec_mine')).toBe('put');
    expect(await targets.set(target, 0, 'whsec_other')).toBe('stale');
    expect(await targets.secretOf(offerId)).toBe('whsec_mine');
  });
});
