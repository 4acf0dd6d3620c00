import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allRoutes } from '../../functions/platform/routes.ts';
import { dynamoAuditReader } from '../../shared/audit/dynamo-audit-reader.ts';
import { dynamoAuditTrail } from '../../shared/audit/dynamo-audit-trail.ts';
import { auditTable } from '../../shared/audit/keys.ts';
import { apiHandler } from '../../shared/platform/http/api.ts';
import { isAudited } from '../../shared/platform/http/audit.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { visibleOf } from '../../shared/platform/http/redact.ts';
import { defineRoute, type Route } from '../../shared/platform/http/route.ts';
import { callApi } from '../support/api-event.ts';
import { countingIds, TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const client = testDocumentClient();
const operator: Principal = { keyId: 'key_op', role: 'operator', subjectId: 'anna', scopes: ['network:write'] };

const part = z
  .strictObject({ partId: z.string(), thingId: z.string(), size: z.int(), secret: z.string().optional() })
  .meta({ id: 'Part' });
const pair = z.strictObject({ leftId: z.string(), rightId: z.string(), size: z.int() }).meta({ id: 'Pair' });
const size = z.strictObject({ size: z.int(), name: z.string().optional() });
const common = { summary: 'x', tag: 'Tests', scope: 'network:write' } as const;
const onPart = z.strictObject({ thingId: z.string(), partId: z.string() });
const onePart = '/v1/things/{thingId}/parts/{partId}';

const createPart = defineRoute({
  ...common,
  ...{ operationId: 'createPart', method: 'POST', path: '/v1/things/{thingId}/parts', status: 201 },
  params: z.strictObject({ thingId: z.string() }),
  body: size,
  response: part.extend({ pass: z.string() }).meta({ id: 'CreatedPart' }),
  secretAnswer: ['pass'],
  auditOf: { what: 'Part', hide: ['name'] },
});
const changePart = defineRoute({
  ...common,
  ...{ operationId: 'changePart', method: 'PUT', path: onePart, status: 200 },
  ...{ params: onPart, body: size, response: part },
});
const pausePart = defineRoute({
  ...common,
  ...{ operationId: 'pausePart', method: 'PUT', path: `${onePart}/state`, status: 200 },
  ...{ params: onPart, body: size, response: part },
});
const removePart = defineRoute({
  ...common,
  ...{ operationId: 'removePart', method: 'DELETE', path: onePart, status: 204 },
  ...{ params: onPart, auditOf: { what: 'Part' } },
});
const changeGear = defineRoute({
  ...common,
  ...{ operationId: 'changeGear', method: 'PUT', path: '/v1/gears/{gearId}', status: 200 },
  params: z.strictObject({ gearId: z.string() }),
  body: z.strictObject({ version: z.int() }),
  response: z.strictObject({ gearId: z.string(), version: z.int() }).meta({ id: 'Gear' }),
});
const setPair = defineRoute({
  ...common,
  ...{ operationId: 'setPair', method: 'PUT', path: '/v1/pairs', status: 200, body: pair, response: pair },
  auditOf: { by: ['leftId', 'rightId'] },
});

let clock: TestClock;
let table: string;

beforeEach(async () => {
  clock = new TestClock();
  table = await createTable(auditTable);
});

const deps = () => ({
  log: silentLog,
  authenticate: async () => operator,
  audit: dynamoAuditTrail({ client, table, clock, ids: countingIds(), zone: 'UTC', days: 30 }),
});
let shared: ReturnType<typeof deps>;
beforeEach(() => {
  shared = deps();
});

/** One request, answered with what it asked for. */
function ask(route: Route, params: Record<string, string>, body?: Record<string, unknown>) {
  clock.advance(1_000);
  const handler = apiHandler(route, shared, async () => {
    if (route.status === 204) return undefined;
    const made = route === createPart ? { partId: `part_${body?.size}`, pass: 'open sesame' } : {};
    const { name: _name, ...shown } = body ?? {};
    return { ...made, ...params, ...shown } as never;
  });
  return callApi(handler, { method: route.method, key: 'anna', params, ...(body && { body }) });
}

const found = async (objectId: string) => {
  const reader = dynamoAuditReader(client, table);
  return (await reader.search({ by: 'object', value: objectId }, { limit: 50 }, () => true)).items;
};

describe('before and after', () => {
  it('are of the same object, from what made it on, whatever else of its owner changed between', async () => {
    await ask(createPart, { thingId: 'thing_1' }, { size: 1 });
    await ask(createPart, { thingId: 'thing_1' }, { size: 2 });
    await ask(changePart, { thingId: 'thing_1', partId: 'part_1' }, { size: 10 });
    await ask(pausePart, { thingId: 'thing_1', partId: 'part_1' }, { size: 11 });
    const sizes = (await found('part_1')).map(({ operationId, before, after }) => [
      operationId,
      (before as { size: number } | undefined)?.size,
      (after as { size: number } | undefined)?.size,
    ]);
    expect(sizes).toEqual([
      ['pausePart', 10, 11],
      ['changePart', 1, 10],
      ['createPart', undefined, 1],
    ]);
    expect((await found('thing_1')).map(({ operationId }) => operationId)).toEqual([
      ...['pausePart', 'changePart', 'createPart', 'createPart'],
    ]);
  });

  it('are what the later version left, whichever of two changes at the same moment ends last', async () => {
    const trail = shared.audit;
    const { promise: laterEnded, resolve: goOn } = Promise.withResolvers<void>();
    // The answer of the second is recorded before that of the first, which made the version before it.
    const end: typeof trail.end = async (intent, result) => {
      const { version } = result.after as { version: number };
      if (version === 1) await laterEnded;
      await trail.end(intent, result);
      if (version === 2) goOn();
    };
    shared = { ...shared, audit: { ...trail, end } };
    await Promise.all([1, 2].map((version) => ask(changeGear, { gearId: 'gear_1' }, { version })));
    await ask(changeGear, { gearId: 'gear_1' }, { version: 3 });
    expect((await found('gear_1'))[0]).toMatchObject({ before: { version: 2 }, after: { version: 3 } });
  });

  it('end where the object does', async () => {
    const one = { thingId: 'thing_1', partId: 'part_1' };
    await ask(createPart, { thingId: 'thing_1' }, { size: 1 });
    await ask(removePart, one);
    await ask(changePart, one, { size: 3 });
    const [again, removed] = await found('part_1');
    expect(removed).toMatchObject({ operationId: 'removePart', before: { size: 1 } });
    expect(again?.before).toBeUndefined();
  });

  it('are of what the body names where the path names nothing, and it is found by each of them', async () => {
    await ask(setPair, {}, { leftId: 'a', rightId: 'b', size: 1 });
    await ask(setPair, {}, { leftId: 'a', rightId: 'c', size: 2 });
    await ask(setPair, {}, { leftId: 'a', rightId: 'b', size: 3 });
    expect((await found('b')).map(({ before }) => before)).toEqual([{ leftId: 'a', rightId: 'b', size: 1 }, undefined]);
    expect(await found('a')).toHaveLength(3);
    expect((await found('c'))[0]?.before).toBeUndefined();
  });

  it('hold neither what is shown once nor what a route hides', async () => {
    await ask(createPart, { thingId: 'thing_1' }, { size: 1, name: 'Ada Byron' });
    const [record] = await found('part_1');
    expect(record).toMatchObject({ asked: { name: '(hidden)' }, after: { size: 1, pass: '(hidden)' } });
    expect(JSON.stringify(record)).not.toMatch(/sesame|Byron/);
  });

  it('may be unknown: what the last one left can not be read, and the change goes on', async () => {
    const failing = testDocumentClient();
    failing.middlewareStack.add(
      (next, context) => (args) =>
        context.commandName === 'GetItemCommand' ? Promise.reject(new Error('throttled')) : next(args),
      { step: 'initialize', name: 'no reads' },
    );
    const trail = dynamoAuditTrail({ client: failing, table, clock, ids: countingIds(), zone: 'UTC', days: 30 });
    shared = { ...deps(), audit: trail };
    expect((await ask(changePart, { thingId: 'thing_1', partId: 'part_1' }, { size: 1 })).status).toBe(200);
    expect(await found('part_1')).toMatchObject([{ result: 'done', after: { size: 1 } }]);
  });
});

describe('what a record hides', () => {
  it.each(['api_key', 'apiKey', 'authorization', 'passwd', 'password', 'credentials', 'cookie', 'fixed', 'iban'])(
    'is what stands under %s',
    (name) => expect(visibleOf({ deep: [{ [name]: 'x1' }] })).toEqual({ deep: [{ [name]: '(hidden)' }] }),
  );

  it('is what addresses carry besides host and path, and no more', () => {
    const url = 'https://ann:pw@crm.example/leads/in?api_key=s3cret#frag';
    expect(visibleOf({ url })).toEqual({ url: 'https://crm.example/leads/in?(hidden)' });
    expect(visibleOf({ url: 'https://a.example/p?x={sub1' })).toEqual({ url: 'https://a.example/p?(hidden)' });
    expect(visibleOf({ url: 'https://[broken?key=1' })).toEqual({ url: 'https://[broken?(hidden)' });
    expect(visibleOf({ url: 'https://a.example/p', accountMasked: '…2051' })).toEqual({
      ...{ url: 'https://a.example/p', accountMasked: '…2051' },
    });
  });
});

describe('every operation that changes something', () => {
  const changes = allRoutes.filter(isAudited);
  const shapeOf = (schema: unknown): readonly string[] =>
    Object.keys((schema as { shape?: Record<string, unknown> } | undefined)?.shape ?? {});

  it.each(changes.filter(({ auditOf }) => auditOf?.by).map((route) => [route.operationId, route] as const))(
    '%s names its object by fields that it has',
    (_name, { auditOf, params, body }) => {
      const fields = [...shapeOf(params), ...shapeOf(body)];
      expect(auditOf?.by?.filter((name) => !fields.includes(name))).toEqual([]);
    },
  );

  it('says of what it is: by its path, by what it makes, or in so many words', () => {
    const unsaid = changes.filter(
      ({ path, method, status, auditOf, audit }) =>
        !path.includes('{') && !(method === 'POST' && status === 201) && !auditOf?.by && audit !== 'ids',
    );
    // Files and questions: each makes things that have records of their own.
    expect(unsaid.map(({ operationId }) => operationId)).toEqual([
      ...['uploadLeads', 'pingLead', 'postLead', 'requestJournalExport'],
    ]);
  });
});
