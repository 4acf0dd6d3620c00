import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { handlerOf as listAuditRecords } from '../../functions/audit/list-audit-records/handler.ts';
import { dynamoActors } from '../../shared/audit/dynamo-actors.ts';
import { dynamoAuditReader } from '../../shared/audit/dynamo-audit-reader.ts';
import { dynamoAuditTrail } from '../../shared/audit/dynamo-audit-trail.ts';
import { auditTable } from '../../shared/audit/keys.ts';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { dynamoKeys } from '../../shared/catalog/dynamo-keys.ts';
import { dynamoUsers } from '../../shared/catalog/dynamo-users.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { userIdOf } from '../../shared/catalog/user.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { MINUTE_MS } from '../../shared/kernel/time.ts';
import { apiHandler } from '../../shared/platform/http/api.ts';
import type { AuditTrail } from '../../shared/platform/http/audit.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { defineRoute } from '../../shared/platform/http/route.ts';
import { callApi } from '../support/api-event.ts';
import { countingIds, TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const ZONE = 'America/New_York';
const client = testDocumentClient();
const units = meter(client);
const operator: Principal = {
  keyId: 'key_op',
  role: 'operator',
  subjectId: 'anna',
  scopes: ['network:write', 'network:read'],
};
const other: Principal = { ...operator, keyId: 'key_ben', subjectId: 'ben' };
const view = z
  .strictObject({ thingId: z.string(), name: z.string(), iban: z.string().optional() })
  .meta({ id: 'Thing' });
const base = { summary: 'x', tag: 'Tests', scope: 'network:write', status: 200, response: view } as const;
const body = z.strictObject({ name: z.string(), iban: z.string().optional(), ownerId: z.string().optional() });

const create = defineRoute({
  ...base,
  operationId: 'createThing',
  method: 'POST',
  path: '/v1/things',
  status: 201,
  body,
});
const change = defineRoute({
  ...base,
  operationId: 'changeThing',
  method: 'PUT',
  path: '/v1/things/{thingId}',
  params: z.strictObject({ thingId: z.string() }),
  body,
});

let clock: TestClock;
let table: string;
let catalog: string;
let trail: AuditTrail;
let made: string[];

beforeEach(async () => {
  clock = new TestClock();
  [table, catalog] = await Promise.all([createTable(auditTable), createTable(catalogTable)]);
  trail = dynamoAuditTrail({ client, table, clock, ids: countingIds(), zone: ZONE, days: 30 });
  made = [];
  units.reset();
});

const deps = (audit: AuditTrail = trail) => ({
  log: silentLog,
  authenticate: async (key: string) => (key === 'ben' ? other : operator),
  audit,
});

const createThing = (given: object, audit?: AuditTrail) =>
  callApi(
    apiHandler(create, deps(audit), async (input) => {
      made.push(input.body.name);
      return { thingId: 'thing_1', name: input.body.name, iban: input.body.iban };
    }),
    { method: 'POST', key: 'anna', body: given, headers: { 'x-request-id': 'mine-1' } },
  );

const changeThing = (given: object, key = 'anna', refusal?: Problem) => {
  clock.advance(MINUTE_MS);
  const handler = apiHandler(change, deps(), async (input) => {
    if (refusal) throw refusal;
    return { thingId: input.params.thingId, name: input.body.name };
  });
  return callApi(handler, { method: 'PUT', key, params: { thingId: 'thing_1' }, body: given });
};

const search = async (query: Record<string, string> = {}) => {
  const reader = dynamoAuditReader(client, table);
  const actors = dynamoActors(client, catalog);
  const handler = listAuditRecords({ ...deps(), records: reader, actors, clock, zone: ZONE });
  return (await callApi(handler, { key: 'anna', query })).json;
};

describe('a change', () => {
  it('is recorded with who, when, what, before and after', async () => {
    await createThing({ name: 'One' });
    await changeThing({ name: 'Two' });
    const { items } = await search({ objectId: 'thing_1' });
    expect(items).toEqual([
      {
        auditId: 'audit_2',
        at: '2026-03-02T15:01:00.000Z',
        operationId: 'changeThing',
        actor: 'anna',
        keyId: 'key_op',
        role: 'operator',
        requestId: 'request-1',
        resource: '/v1/things/thing_1',
        ids: { thingId: 'thing_1' },
        result: 'done',
        asked: { name: 'Two' },
        before: { thingId: 'thing_1', name: 'One' },
        after: { thingId: 'thing_1', name: 'Two' },
      },
      expect.objectContaining({
        operationId: 'createThing',
        requestId: 'mine-1',
        after: { thingId: 'thing_1', name: 'One' },
      }),
    ]);
  });

  it('that was refused is recorded as such, with the reason', async () => {
    await changeThing({ name: 'Two' }, 'anna', new Problem('stale', 'it was changed meanwhile'));
    expect((await search()).items).toMatchObject([{ result: 'refused', why: 'stale' }]);
  });

  it('holds no bank detail', async () => {
    await createThing({ name: 'One', iban: 'DE02120300000000202051' });
    const [record] = (await search()).items;
    expect(record).toMatchObject({ asked: { iban: '(hidden)' }, after: { iban: '(hidden)' } });
    expect(JSON.stringify(record)).not.toContain('DE02');
  });

  it('is not made when it can not be recorded', async () => {
    const answer = await createThing(
      { name: 'One' },
      { ...trail, begin: () => Promise.reject(new Error('throttled')) },
    );
    expect([answer.status, made]).toEqual([503, []]);
  });

  it('whose result could not be written is seen to be unknown', async () => {
    const answer = await createThing({ name: 'One' }, { ...trail, end: () => Promise.reject(new Error('throttled')) });
    expect([answer.status, made]).toEqual([201, ['One']]);
    expect((await search()).items).toMatchObject([{ operationId: 'createThing', result: 'unknown' }]);
  });

  it('is not recorded when its input or its key is refused', async () => {
    expect((await createThing({ colour: 'red' })).status).toBe(400);
    expect((await search()).items).toEqual([]);
  });

  it('costs six write units, and two for each id: the intent with three indexes, the result, and what it left', async () => {
    await changeThing({ name: 'Two' });
    expect(units.units.write).toBe(8);
    expect(units.units.requests).toBe(5);
  });
});

describe('the search', () => {
  beforeEach(async () => {
    await createThing({ name: 'One' });
    await changeThing({ name: 'Two' });
    await changeThing({ name: 'Three' }, 'ben');
  });

  it.each([
    [{ actor: 'ben' }, ['changeThing']],
    [{ actor: 'anna' }, ['changeThing', 'createThing']],
    [{ actor: 'nobody' }, []],
    [{ day: '2026-03-02' }, ['changeThing', 'changeThing', 'createThing']],
    [{ day: '2026-03-01' }, []],
    [{ operationId: 'createThing' }, ['createThing']],
    [{ objectId: 'thing_1', actor: 'ben' }, ['changeThing']],
    [{ keyId: 'key_ben' }, ['changeThing']],
  ])('for %j finds %j', async (query, operations) => {
    const { items } = await search(query);
    expect(items.map((each: { operationId: string }) => each.operationId)).toEqual(operations);
  });

  it('goes on by a cursor, which serves no other search', async () => {
    const first = await search({ limit: '2' });
    expect(first.items).toHaveLength(2);
    expect((await search({ limit: '2', cursor: first.nextCursor })).items).toHaveLength(1);
    const foreign = await search({ actor: 'anna', cursor: first.nextCursor });
    expect(foreign).toMatchObject({ status: 400, errors: [{ field: 'query.cursor' }] });
  });
});

describe('who is behind a change', () => {
  const by = (principal: Principal) =>
    callApi(
      apiHandler(change, { ...deps(), authenticate: async () => principal }, async ({ params, body: { name } }) => ({
        thingId: params.thingId,
        name,
      })),
      { method: 'PUT', key: 'any', params: { thingId: 'thing_1' }, body: { name: 'New' } },
    );
  const ada = { email: 'ada@example.com', userId: userIdOf('ada@example.com'), name: 'Ada Dispatch' };
  const acme = { role: 'advertiser', subjectId: 'adv_acme', scopes: ['network:write'] } as const;

  it('is said by the names that people know: the person, the key, and whom they did it for', async () => {
    await dynamoAdvertisers(client, catalog).create({ advertiserId: 'adv_acme', name: 'Acme Roofing', createdAtMs: 0 });
    await dynamoUsers(client, catalog).create({ ...acme, ...ada, state: 'active', createdAtMs: 0 });
    const key = { ...acme, keyId: 'key_crm', label: 'CRM', hash: 'a'.repeat(64), createdAtMs: 0 };
    await dynamoKeys(client, catalog).create(key);
    for (const keyId of [ada.userId, 'key_crm', 'key_gone']) await by({ ...acme, keyId });
    await by({ ...operator, keyId: 'key_operator', subjectId: 'network' });
    const { items } = await search({ objectId: 'thing_1' });
    const people = items.map((item: Record<string, unknown>) => [item.actorName, item.by]).reverse();
    expect(people).toEqual([
      ['Acme Roofing', { kind: 'person', name: ada.name, email: ada.email }],
      ['Acme Roofing', { kind: 'key', name: 'CRM' }],
      ['Acme Roofing', undefined],
      [undefined, { kind: 'key', name: 'the network’s own' }],
    ]);
  });

  it('is kept nowhere in the trail: no name and no address', async () => {
    await dynamoUsers(client, catalog).create({ ...acme, ...ada, state: 'active', createdAtMs: 0 });
    await by({ ...acme, keyId: ada.userId, personName: ada.name });
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
    expect(Items.length).toBeGreaterThan(0);
    expect(JSON.stringify(Items)).not.toMatch(/Ada|ada@/);
  });
});
