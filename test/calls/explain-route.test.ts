import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf } from '../../functions/calls/explain-route/handler.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import { dynamoTargetStates } from '../../shared/calls/dynamo-target-states.ts';
import { dynamoMarkets } from '../../shared/catalog/dynamo-markets.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import { type CatalogWorld, catalogWorld, OPERATOR_KEY, offerBody, targetBody } from '../catalog/world.ts';
import { callApi } from '../support/api-event.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const ZONE = 'America/New_York';
const client = testDocumentClient();
let world: CatalogWorld;
let leases: string;
let key: string;
let offerId: string;

beforeEach(async () => {
  world = await catalogWorld();
  leases = await createTable(leasesTable);
  ({ key } = await world.advertiser());
  ({ offerId } = await world.made('createOffer', { key, body: offerBody() }));
});

const add = async (changes: object): Promise<{ targetId: string }> =>
  world.made('createTarget', { key, params: { offerId }, body: targetBody(changes) });

const caller = { number: '+12175550177', region: 'US-IL', attestation: 'A' };

const explain = (body: object = {}, who = key) => {
  const states = dynamoTargetStates(client, leases, ZONE);
  const handler = handlerOf({ ...world.deps, states, markets: dynamoMarkets(world.client, world.table) });
  return callApi(handler, { method: 'POST', key: who, body: { offerId, publisherId: 'pub_1', caller, ...body } });
};

describe('an explanation of a route', () => {
  it('says who would ring in which order, and why the others would not', async () => {
    const first = await add({ name: 'First', priority: 1 });
    const second = await add({ name: 'Second', priority: 2, ringSeconds: 30 });
    const paused = await add({ name: 'Paused', state: 'paused' });
    const elsewhere = await add({
      name: 'Elsewhere',
      rules: { regions: { allow: [{ kind: 'region', code: 'US-CA' }] } },
    });
    const { status, json } = await explain();
    expect(status).toBe(200);
    expect(json).toMatchObject({
      at: '2026-03-02T15:00:00.000Z',
      route: [
        { targetId: first.targetId, ringSeconds: 25 },
        { targetId: second.targetId, ringSeconds: 30 },
      ],
      fallback: false,
    });
    const byName = new Map(json.targets.map((each: { name: string }) => [each.name, each]));
    expect([...byName.keys()].sort()).toEqual(['Elsewhere', 'First', 'Paused', 'Second']);
    expect(byName.get('First')).toEqual({
      targetId: first.targetId,
      name: 'First',
      effectiveMinor: 4_000,
      fate: 'chosen',
      rank: 1,
    });
    expect(byName.get('Paused')).toEqual({
      targetId: paused.targetId,
      name: 'Paused',
      fate: 'refused',
      refusal: 'target-paused',
    });
    expect(byName.get('Elsewhere')).toEqual({
      targetId: elsewhere.targetId,
      name: 'Elsewhere',
      fate: 'refused',
      refusal: 'region',
      seen: 'US-IL 217',
    });
  });

  it('looks at the places and caps as they stand, and takes none', async () => {
    const { targetId } = await add({ maxConcurrent: 1, rules: { caps: [{ per: 'day', amountMinor: 8_000 }] } });
    const capacity = dynamoCapacity(client, leases, ZONE);
    const caps = [{ per: 'day' as const, amountMinor: 8_000n }];
    const target = { targetId, maxConcurrent: 1, rules: { caps } };
    expect((await explain()).json.targets[0].fate).toBe('chosen');
    expect((await explain()).json.targets[0].fate).toBe('chosen');
    await capacity.reserve(target, 'call_1', world.clock.nowMs(), 4_000n);
    expect((await explain()).json.targets[0]).toMatchObject({ refusal: 'concurrency', asked: 1, seen: 1 });
    await capacity.release(targetId, 'call_1');
    await capacity.reserve(target, 'call_2', world.clock.nowMs(), 4_000n);
    expect((await explain()).json.targets[0]).toMatchObject({ refusal: 'budget-day', asked: 8_000, seen: 8_000 });
    expect((await explain({ at: '2026-03-03T15:00:00Z' })).json.targets[0].fate).toBe('chosen');
  });

  it('shows the operator the whole market, and how prices are weighed by what was answered', async () => {
    const desk = await add({ name: 'Desk' });
    const rival = await world.advertiser();
    const made = await world.made('createOffer', {
      key: rival.key,
      body: { ...offerBody(), chargeMinor: 5_000, payoutMinor: 3_900 },
    });
    const theirs = await world.made('createTarget', {
      key: rival.key,
      params: { offerId: made.offerId },
      body: targetBody({ name: 'Rival', maxConcurrent: 5 }),
    });
    const market = { offerId, competitors: [made.offerId], worth: 'payout' as const, weighAnswers: true };
    await dynamoMarkets(world.client, world.table).set(
      { ...market, stickyDays: 0, auctionMs: 0, maxTargets: 3, version: 1 },
      0,
    );
    const ofOperator = async () => (await explain({}, OPERATOR_KEY)).json;
    expect((await ofOperator()).route.map((each: { targetId: string }) => each.targetId)).toEqual([
      theirs.targetId,
      desk.targetId,
    ]);
    const capacity = dynamoCapacity(client, leases, ZONE);
    const atMs = world.clock.nowMs();
    for (const call of ['a', 'b', 'c', 'd', 'e']) {
      await capacity.reserve({ targetId: theirs.targetId, maxConcurrent: 5 }, call, atMs);
      await capacity.release(theirs.targetId, call, { answered: false, atMs });
    }
    const { route, targets } = await ofOperator();
    expect(route.map((each: { targetId: string }) => each.targetId)).toEqual([desk.targetId, theirs.targetId]);
    expect(targets).toMatchObject([
      { name: 'Desk', effectiveMinor: 3_000, fate: 'chosen', rank: 1 },
      { name: 'Rival', answeredBps: 5_000, effectiveMinor: 1_950, fate: 'chosen', rank: 2 },
    ]);
    // An advertiser sees nothing of the others.
    expect((await explain()).json.targets.map((each: { name: string }) => each.name)).toEqual(['Desk']);
  });

  it('imagines a withheld caller, another time, a language', async () => {
    await add({ rules: { withheld: 'refuse', languages: ['en'] } });
    const refusalOf = async (body: object) => (await explain(body)).json.targets[0].refusal;
    expect(await refusalOf({ caller: {} })).toBe('withheld');
    expect(await refusalOf({ caller: { ...caller, language: 'es' } })).toBe('language');
    expect(await refusalOf({ caller: { ...caller, tag: 'sales' } })).toBe('tag');
  });

  it('is for the offer’s own advertiser and the operator', async () => {
    await add({});
    const other = await world.advertiser();
    expect((await explain({}, other.key)).status).toBe(404);
    expect((await explain({ offerId: 'offer_none' })).status).toBe(404);
    expect((await explain({}, 'o'.repeat(64))).status).toBe(200);
  });

  it.each([
    [{ publisherId: undefined }, 'body.publisherId'],
    [{ caller: { number: '2175550142' } }, 'body.caller.number'],
    [{ caller: { number: 'anonymous' } }, 'body.caller.number'],
    [{ caller: { number: '+12345678901234567890' } }, 'body.caller.number'],
    [{ caller: { region: 'Illinois' } }, 'body.caller.region'],
    [{ caller: { attestation: 'D' } }, 'body.caller.attestation'],
    [{ at: 'tomorrow' }, 'body.at'],
    [{ dry: true }, 'body.dry'],
  ])('refuses %j naming %s', async (changes, field) => {
    const { status, json } = await explain(changes);
    expect(status).toBe(400);
    expect(json.errors.map((each: { field: string }) => each.field)).toContain(field);
  });
});

describe('the rules of a target', () => {
  it('are kept and shown as they were sent, amounts as whole numbers', async () => {
    const rules = {
      weight: 3,
      caps: [{ per: 'month', calls: 100, amountMinor: 500_000 }],
      regions: { allow: [{ kind: 'area-code', code: '217' }], unknown: 'take' },
      redials: { onBusy: 2 },
    };
    const made = (await add({ rules })) as unknown as { rules: unknown };
    expect(made.rules).toEqual(rules);
    expect((await world.made('listTargets', { key, params: { offerId } })).items[0].rules).toEqual(rules);
  });

  it.each([
    [{ rules: { caps: [{ per: 'day', calls: 0 }] } }, 'body.rules.caps.0.calls'],
    [{ rules: { weight: 0 } }, 'body.rules.weight'],
    [
      {
        hours: {
          zone: 'UTC',
          windows: [
            { days: [1], fromMinute: 0, toMinute: 600 },
            { days: [1], fromMinute: 599, toMinute: 700 },
          ],
        },
      },
      'body.hours.windows.1',
    ],
  ])('are refused by name: %j', async (changes, field) => {
    const { status, json } = await world.call('createTarget', { key, params: { offerId }, body: targetBody(changes) });
    expect(status).toBe(400);
    expect(json.errors.map((each: { field: string }) => each.field)).toContain(field);
  });
});
