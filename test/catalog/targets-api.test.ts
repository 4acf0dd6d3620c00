import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_TARGETS_PER_OFFER } from '../../shared/catalog/model.ts';
import { type CatalogWorld, catalogWorld, leadOfferBody, offerBody, targetBody } from './world.ts';

let world: CatalogWorld;
let key: string;
let offerId: string;
beforeEach(async () => {
  world = await catalogWorld();
  ({ key } = await world.advertiser());
  ({ offerId } = await world.made('createOffer', { key, body: offerBody() }));
});

const create = (changes: object = {}, who = key) =>
  world.call('createTarget', { key: who, params: { offerId }, body: targetBody(changes) });
const replace = (targetId: string, changes: object = {}, who = key) =>
  world.call('replaceTarget', { key: who, params: { offerId, targetId }, body: targetBody(changes) });

describe('targets', () => {
  it('are added, listed and changed', async () => {
    const made = await create();
    expect(made).toMatchObject({ status: 201 });
    expect(made.json).toEqual({
      targetId: expect.stringMatching(/^target_/),
      offerId,
      name: 'Desk',
      destination: { kind: 'number', number: '+12175550142' },
      state: 'active',
      priority: 100,
      ringSeconds: 25,
      version: 1,
    });
    const sip = { kind: 'sip', uri: 'sips:sales@pbx.example.com:5061;transport=tls' };
    const changed = await replace(made.json.targetId, { destination: sip, maxConcurrent: 3, dailyCap: 50 });
    expect(changed).toMatchObject({ status: 200, json: { destination: sip, maxConcurrent: 3, dailyCap: 50 } });
    expect((await world.made('listTargets', { key, params: { offerId } })).items).toEqual([changed.json]);
  });

  it('keep their places in as many items as their concurrency ever needed, which is nobody’s to see', async () => {
    const { targetId } = (await create({ maxConcurrent: 120 })).json;
    const shards = async () => (await world.deps.targets.ofOffer(offerId))[0]?.shards;
    expect(await shards()).toBe(3);
    const lowered = await replace(targetId, { maxConcurrent: 5 });
    expect(lowered.json).not.toHaveProperty('shards');
    expect(await shards()).toBe(3);
    await replace(targetId, { maxConcurrent: 500 });
    expect(await shards()).toBe(10);
  });

  it('are changed from the version that was seen, or from whichever is current', async () => {
    const { targetId } = (await create()).json;
    const params = { offerId, targetId };
    const change = (name: string, etag?: string) =>
      world.call('replaceTarget', {
        ...{ key, method: 'PUT', params, body: targetBody({ name }) },
        ...(etag === undefined ? {} : { headers: { 'if-match': etag } }),
      });
    const first = await change('First', '"1"');
    expect(first).toMatchObject({ status: 200, headers: { etag: '"2"' }, json: { version: 2 } });
    const late = await change('Late', '"1"');
    expect(late).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    expect((await change('Far ahead', '"999"')).status).toBe(412);
    for (const etag of ['1', 'W/"2"', '*', '']) {
      expect((await change('x', etag)).json).toMatchObject({ status: 400, errors: [{ field: 'headers.if-match' }] });
    }
    expect((await change('Whoever')).json).toMatchObject({ name: 'Whoever', version: 3 });
    const nobody = { key, params: { offerId, targetId: 'target_none' }, body: targetBody() };
    expect((await world.call('replaceTarget', { ...nobody, headers: { 'if-match': '"1"' } })).status).toBe(404);
  });

  it('changed by many at once from one version are changed by one of them', async () => {
    const { targetId } = (await create()).json;
    const asked = Array.from({ length: 5 }, (_, index) =>
      world.call('replaceTarget', {
        ...{ key, params: { offerId, targetId }, body: targetBody({ name: `Desk ${index}` }) },
        headers: { 'if-match': '"1"' },
      }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412, 412, 412, 412]);
  });

  it.each([
    [{ destination: { kind: 'number', number: '(217) 555-0142' } }, 'body.destination.number'],
    [{ destination: { kind: 'number', number: 'anonymous' } }, 'body.destination.number'],
    [{ destination: { kind: 'sip', uri: 'https://pbx.example' } }, 'body.destination.uri'],
    [{ destination: { kind: 'sip', uri: 'sip:a@b"><Dial>' } }, 'body.destination.uri'],
    [{ destination: { kind: 'fax', number: '+12175550142' } }, 'body.destination.kind'],
    [{ maxConcurrent: 0 }, 'body.maxConcurrent'],
    [{ maxConcurrent: 1_001 }, 'body.maxConcurrent'],
    [{ dailyCap: 0 }, 'body.dailyCap'],
    [{ dailyCap: -5 }, 'body.dailyCap'],
    [{ ringSeconds: 4 }, 'body.ringSeconds'],
    [{ ringSeconds: 61 }, 'body.ringSeconds'],
    [{ priority: -1 }, 'body.priority'],
    [{ name: '' }, 'body.name'],
    [{ hours: { zone: 'Nowhere', windows: [] } }, 'body.hours.zone'],
  ])('refuses %j naming %s', async (changes, field) => {
    const answer = await create(changes);
    expect(answer.status).toBe(400);
    expect(answer.json.errors.map((each: { field: string }) => each.field)).toContain(field);
    expect((await world.made('listTargets', { key, params: { offerId } })).items).toEqual([]);
  });

  it('says what to do instead of a cap of zero', async () => {
    expect((await create({ dailyCap: 0 })).json.detail).toBe(
      'body.dailyCap: takes no call at all; pause the target instead',
    );
  });

  it('never lead back to one of our own numbers', async () => {
    await world.ownNumber('+12175550142');
    const field = 'body.destination.number';
    expect((await create()).json.errors[0].field).toBe(field);
    const { targetId } = (await create({ destination: { kind: 'number', number: '+12175550143' } })).json;
    expect((await replace(targetId)).json.errors[0].field).toBe(field);
  });

  it('of others are not there', async () => {
    const other = await world.advertiser('Other');
    const { targetId } = (await create()).json;
    expect((await create({}, other.key)).status).toBe(404);
    expect((await replace(targetId, {}, other.key)).status).toBe(404);
    expect((await world.call('listTargets', { key: other.key, params: { offerId } })).status).toBe(404);
    expect((await replace('target_none')).status).toBe(404);
    const publisher = await world.publisher();
    expect((await create({}, publisher.key)).status).toBe(403);
  });

  it('are for calls only, and so many at most', async () => {
    const criteria = { kind: 'customer', is: 'new' };
    const lead = await world.made('createOffer', { key, body: leadOfferBody({ criteria }) });
    const answer = await world.call('createTarget', { key, params: { offerId: lead.offerId }, body: targetBody() });
    expect(answer).toMatchObject({ status: 409, json: { detail: 'an offer of leads takes no calls' } });
    for (let index = 0; index < MAX_TARGETS_PER_OFFER; index += 1) await create({ name: `Desk ${index}` });
    expect((await create()).status).toBe(409);
  });
});
