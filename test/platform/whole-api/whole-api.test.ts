import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { allRoutes } from '../../../functions/platform/routes.ts';
import { addDays, dayOf, SECOND_MS } from '../../../shared/kernel/time.ts';
import { CURSOR_LIFE_MS, stampCursor, unstampCursor } from '../../../shared/platform/http/cursor-life.ts';
import { namesAnObject } from '../../../shared/platform/http/names-an-object.ts';
import type { Route } from '../../../shared/platform/http/route.ts';
import { type ApiRequest, callApi } from '../../support/api-event.ts';
import { ACCESS } from '../access-table.ts';
import { deployAll, OPERATOR_KEY } from './deployed.ts';
import { NEVER_STALE } from './never-stale.ts';
import { ASKED_BY_ITS_OWNER, NAMES, NEEDS, ONES_OWN_ALONE, OPEN_TO_PUBLISHERS, type SideRole } from './ownership.ts';
import { createSide, NOWHERE, type Side } from './sides.ts';

let app: Awaited<ReturnType<typeof deployAll>>;
let mine: Side;
let theirs: Side;
let runId: string;
async function call(operationId: string, request: ApiRequest) {
  const route = routeOf(operationId);
  const handler = app.handlers.get(operationId);
  if (!handler) throw new Error(`${operationId} is not deployed`);
  return callApi(handler, { method: route.method, path: route.path, ...request });
}

async function made(operationId: string, request: ApiRequest) {
  const answer = await call(operationId, request);
  if (answer.status >= 300) throw new Error(`${operationId}: ${answer.status} ${answer.text}`);
  return answer.json;
}

const takes = ({ query }: Route, name: string): boolean => query instanceof z.ZodObject && name in query.shape;

function routeOf(operationId: string): Route {
  const route = allRoutes.find((each) => each.operationId === operationId);
  if (!route) throw new Error(`there is no operation ${operationId}`);
  return route;
}

/** Something for each place of a path that its schema takes: `outcomes` passes as an id, and queues are known by such names alone. */
function anyParams({ path }: Route): Record<string, string> {
  const number = path.includes('invoices') ? 'INV-1' : '+12175550142';
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, name === 'number' ? number : 'outcomes']));
}

const keyed = allRoutes.filter(({ scope }) => scope !== 'public');
const sideRoles = ({ operationId }: Route): SideRole[] =>
  (['advertiser', 'publisher'] as const).filter((role) => ACCESS[operationId]?.includes(role));
const ofSides = keyed.filter((route) => sideRoles(route).length > 0 && namesAnObject(route));
const cases = ofSides.flatMap((route) => sideRoles(route).map((role) => [route.operationId, role] as const));

/** Everything the functions wrote. */
const written: string[] = [];

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  app = await deployAll();
  mine = await createSide(made, app.workOff, 1);
  theirs = await createSide(made, app.workOff, 2);
  const toDay = addDays(dayOf(Date.now(), 'America/New_York'), -3);
  ({ runId } = await made('requestPayoutRun', { key: OPERATOR_KEY, body: { toDay } }));
  await app.workOff();
}, 180_000);
afterAll(() => {
  vi.restoreAllMocks();
  app?.stop();
});

describe('what belongs to somebody', () => {
  it('is named by every operation that takes it, in ownership.ts', () => {
    expect(ofSides.map(({ operationId }) => operationId).filter((name) => !(name in NAMES))).toEqual([]);
  });

  const closed = cases.filter(
    ([operationId, role]) =>
      !ONES_OWN_ALONE.has(operationId) && !(role === 'publisher' && OPEN_TO_PUBLISHERS.has(operationId)),
  );

  it.each(closed)('%s of another %s is as if it were not there', async (operationId, role) => {
    const naming = NAMES[operationId];
    if (!naming) throw new Error(`${operationId} names nothing`);
    const key = mine.keys[role];
    const foreign = await call(operationId, { key, ...naming(theirs, role) });
    const isRefused = foreign.status === 404 || foreign.status === 403;
    const isNotTheirs = foreign.status === 400 && /not yours|Id$/.test(String(foreign.json.errors?.[0]?.field ?? ''));
    expect([foreign.status, foreign.text, isRefused || isNotTheirs]).toEqual([foreign.status, foreign.text, true]);

    // Nor does the answer tell that there is such a thing: one that never was gets the same words.
    const nobody = {
      ...theirs,
      ids: Object.fromEntries(Object.entries(theirs.ids).map(([name]) => [name, 'never_was'])),
    };
    const never = await call(operationId, { key, ...naming(nobody, role) });
    const words = (text: string): string =>
      Object.values(theirs.ids)
        .reduce((left, each) => left.replaceAll(each, '*'), text)
        .replaceAll('never_was', '*');
    expect([never.status, words(never.text)]).toEqual([foreign.status, words(foreign.text)]);
  });

  // Reads first: what they find must be there, whatever the changes after them do.
  const reads = cases.filter(([operationId]) => routeOf(operationId).method === 'GET');
  it.each(reads.filter(([operationId]) => !ONES_OWN_ALONE.has(operationId)))(
    '%s shows a %s its own',
    async (operationId, role) => {
      const answer = await call(operationId, { key: mine.keys[role], ...NAMES[operationId]?.(mine, role) });
      expect([401, 403]).not.toContain(answer.status);
      expect(answer.status).toBeLessThan(500);
    },
  );
});

describe('a body', () => {
  const taking = keyed.filter(({ body }) => body !== undefined);
  const keyOf = (operationId: string): string => {
    const roles = ACCESS[operationId] ?? [];
    const side = (['advertiser', 'publisher'] as const).find((role) => roles.includes(role));
    return side === undefined ? OPERATOR_KEY : mine.keys[side];
  };
  const refused = [
    ['{"name":"\\ud800x"}', 'body.name'],
    ['{"constructor":"y"}', 'body.constructor'],
    ['{"deep":[{"__proto__":{}}]}', 'body.deep.0.__proto__'],
  ] as const;

  it.each(taking.map(({ operationId }) => operationId))(
    'of %s with what nothing behind it could keep is refused by name',
    async (operationId) => {
      const params = anyParams(routeOf(operationId));
      for (const [body, field] of refused) {
        const answer = await call(operationId, { key: keyOf(operationId), params, body });
        expect([answer.status, answer.json?.errors?.[0]?.field ?? answer.text]).toEqual([400, field]);
      }
    },
  );
});

describe('an operation', () => {
  const asked = (route: Route, request: ApiRequest) => {
    const params = anyParams(route);
    const { operationId } = route;
    const side = (['advertiser', 'publisher'] as const).find((role) => ACCESS[operationId]?.includes(role));
    return call(operationId, { key: side === undefined ? OPERATOR_KEY : mine.keys[side], params, ...request });
  };

  it.each(keyed.filter(({ method, ifMatch }) => method !== 'GET' && !ifMatch).map((route) => route.operationId))(
    '%s refuses an If-Match that it does not check',
    async (operationId) => {
      const answer = await asked(routeOf(operationId), { body: {}, headers: { 'if-match': '"999"' } });
      expect([answer.status, answer.json?.errors?.[0]?.field]).toEqual([400, 'headers.if-match']);
    },
  );

  it.each(['setPlan', 'createWebhook', 'approvePayoutRun'])(
    '%s refuses any other condition: none is checked',
    async (operationId) => {
      for (const [name, value] of [
        ['if-none-match', '*'],
        ['if-unmodified-since', 'Mon, 02 Mar 2026 15:00:00 GMT'],
      ] as const) {
        const answer = await asked(routeOf(operationId), { body: {}, headers: { [name]: value } });
        expect([answer.status, answer.json?.errors?.[0]?.field]).toEqual([400, `headers.${name}`]);
      }
    },
  );

  it('that changes what is there checks the version that was seen, or says why nobody can undo another by it', () => {
    const whole = ({ method }: Route): boolean => method === 'PUT' || method === 'PATCH' || method === 'DELETE';
    const unchecked = keyed.filter((route) => whole(route) && !route.ifMatch).map(({ operationId }) => operationId);
    expect(unchecked.sort()).toEqual(Object.keys(NEVER_STALE).sort());
  });

  it.each(keyed.map((route) => route.operationId))('%s refuses a query that it does not know', async (operationId) => {
    const answer = await asked(routeOf(operationId), { query: { colour: 'red' } });
    const fields = answer.json?.errors?.map(({ field }: { field: string }) => field);
    expect([answer.status, fields]).toEqual([400, expect.arrayContaining(['query.colour'])]);
  });
});

describe('an Idempotency-Key', () => {
  const once = (operationId: string, text: string, request: ApiRequest) =>
    call(operationId, { key: mine.keys.advertiser, headers: { 'idempotency-key': text }, ...request });

  it('makes one of two tests of a webhook', async () => {
    const params = { webhookId: mine.ids['advertiser.webhookId'] ?? '' };
    const first = await once('testWebhook', 'test-1', { params });
    const again = await once('testWebhook', 'test-1', { params });
    expect([first.status, again.status, again.json]).toEqual([202, 202, first.json]);
    expect([first.headers, again.headers].map((each) => each['idempotency-replayed'])).toEqual([undefined, 'true']);
    const another = await once('testWebhook', 'test-2', { params });
    expect(another.json).not.toEqual(first.json);
  });

  it('is free again after a refusal', async () => {
    const hooked = (url: string) =>
      once('createWebhook', 'hook-1', { body: { name: 'x', url, events: ['outcome.*'] } });
    expect(await hooked('https://169.254.169.254/')).toMatchObject({
      status: 400,
      json: { errors: [{ field: 'body.url' }] },
    });
    expect((await hooked(NOWHERE)).status).toBe(201);
    expect((await hooked('https://elsewhere.example/')).status).toBe(422);
  });
});

describe('what no route takes', () => {
  const at = (method: string, path: string) => {
    const handler = app.handlers.get('$default');
    if (!handler) throw new Error('nothing answers it');
    return callApi(handler, { method, path, headers: { 'x-request-id': 'mine-1' } });
  };

  it.each([
    '/',
    '/v1',
    '/v1/nothing',
    '/v1/offers/',
    '/v1/offers//targets',
    '/v1/offers/a/b/c/d',
    '/v1xoffers',
    '/.env',
  ])('%s is a 404 like every other', async (path) => {
    const answer = await at('GET', path);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json', 'x-request-id': 'mine-1' });
    expect(answer.json).toMatchObject({ type: 'urn:callbourse:problem:not-found', status: 404, instance: 'mine-1' });
  });

  it.each([
    ['DELETE', '/v1/offers', 'GET, POST'],
    ['PATCH', '/v1/offers/offer_1', 'GET, PUT'],
    ['OPTIONS', '/v1/leases', 'POST'],
    ['POST', '/openapi.json', 'GET'],
  ])('%s %s is a 405 that names what it takes', async (method, path, allow) => {
    const answer = await at(method, path);
    expect(answer).toMatchObject({ status: 405, headers: { allow, 'x-request-id': 'mine-1' } });
    expect(answer.json).toMatchObject({ type: 'urn:callbourse:problem:method-not-allowed', instance: 'mine-1' });
  });
});

describe('a list', () => {
  const lists = keyed.filter((route) => takes(route, 'cursor'));
  const keyOf = (operationId: string): { key: string; role?: SideRole } => {
    const roles = ACCESS[operationId] ?? [];
    if (roles.includes('operator') && !ASKED_BY_ITS_OWNER.has(operationId)) return { key: OPERATOR_KEY };
    const role = roles.includes('advertiser') ? ('advertiser' as const) : ('publisher' as const);
    return { key: mine.keys[role], role };
  };
  const asked = (operationId: string): ApiRequest => {
    const { key, role = 'advertiser' } = keyOf(operationId);
    const withRun = { ...mine, ids: { ...mine.ids, runId } };
    return { key, ...NAMES[operationId]?.(mine, role), ...NEEDS[operationId]?.(withRun) };
  };
  const read = (operationId: string, cursor: string | undefined, limit = '1') => {
    const request = asked(operationId);
    return call(operationId, { ...request, query: { ...request.query, limit, ...(cursor ? { cursor } : {}) } });
  };
  /** A forger may know how cursors are made. */
  const encoded = (payload: unknown, atMs = Date.now()): string =>
    stampCursor(Buffer.from(JSON.stringify(payload)).toString('base64url'), atMs);

  it.each(lists.map(({ operationId }) => operationId))(
    '%s refuses a cursor that is forged, foreign or of an earlier kind, and names it',
    async (operationId) => {
      const first = await read(operationId, undefined);
      expect([first.status, first.status === 200 ? '' : first.text]).toEqual([200, '']);
      const foreign = await read(operationId === 'listKeys' ? 'listAdvertisers' : 'listKeys', undefined);
      const forged = [
        'forged',
        '..',
        Buffer.from('{"v":1,"l":"x","k":["a"]}').toString('base64url'),
        encoded({}, Date.now() + CURSOR_LIFE_MS),
        encoded({}),
        encoded(null),
        encoded({ v: 1, l: 'x', k: ['a'] }),
        'x'.repeat(2_001),
      ];
      const given = first.json.nextCursor && unstampCursor(first.json.nextCursor, Date.now());
      const honest = given && JSON.parse(Buffer.from(given, 'base64url').toString());
      const earlier = honest ? [encoded({ ...honest, v: 0 }), encoded({ ...honest, k: [] })] : [];
      for (const cursor of [...forged, foreign.json.nextCursor, ...earlier]) {
        const answer = await read(operationId, cursor);
        expect([cursor, answer.status, answer.json.errors?.[0]?.field]).toEqual([cursor, 400, 'query.cursor']);
      }
      // What a forger may not see stays where it is, and nothing breaks.
      if (honest) {
        const answer = await read(operationId, encoded({ ...honest, k: honest.k.map(() => 'zzz') }));
        expect([200, 400]).toContain(answer.status);
      }
    },
  );

  it.each(lists.map(({ operationId }) => operationId))(
    '%s refuses a cursor that has expired, and says how to go on',
    async (operationId) => {
      const first = await read(operationId, undefined);
      const given = first.json.nextCursor ? unstampCursor(first.json.nextCursor, Date.now()) : 'eyJ2IjoxfQ';
      const answer = await read(operationId, stampCursor(given, Date.now() - CURSOR_LIFE_MS - SECOND_MS));
      const message = 'has expired: start again without it';
      expect([answer.status, answer.json.errors]).toEqual([400, [{ field: 'query.cursor', message }]]);
    },
  );

  const shown = keyed.filter(({ method, params, responseType }) => method === 'GET' && !params && !responseType);
  const ofBoth = shown.flatMap((route) => sideRoles(route).map((role) => [route.operationId, role] as const));
  it.each(ofBoth)('%s shows a %s nothing of another', async (operationId, role) => {
    const answer = await call(operationId, {
      key: mine.keys[role],
      ...(NAMES[operationId]?.(mine, role) ?? NEEDS[operationId]?.(mine)),
    });
    if (operationId === 'listOffers' && role === 'publisher') return;
    expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, '']);
    for (const id of Object.values(theirs.ids)) expect(answer.text).not.toContain(id);
  });
});

describe('a key that asks without end', () => {
  it('is stopped with 429, and nobody else is', async () => {
    const body = { role: 'finance', subjectId: 'robot', label: 'robot' };
    const { key } = await made('createKey', { key: OPERATOR_KEY, body });
    const counts = new Map<number, number>();
    for (let batch = 0; batch < 100; batch += 1) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => call('getMe', { key })));
      for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([200, 429]);
    expect((counts.get(200) ?? 0) + (counts.get(429) ?? 0)).toBe(10_000);
    expect(counts.get(429)).toBeGreaterThan(0);
    for (const role of ['advertiser', 'publisher'] as const) {
      expect((await call('getMe', { key: mine.keys[role] })).status).toBe(200);
    }
  });
});

describe('what the functions write down', () => {
  it('holds no key, token, secret, account, address or number of anybody', () => {
    const text = written.join('');
    expect(text).toContain('"judged"');
    const { advertiser, publisher } = mine.keys;
    const secrets = [OPERATOR_KEY, advertiser, publisher, advertiser.slice(-43), publisher.slice(-43)];
    for (const secret of [...secrets, 'SECRET-ACCOUNT', 'crm-secret-1', 'crm-token-1']) {
      expect(text.includes(secret)).toBe(false);
    }
    expect(text).not.toMatch(/cb_live_|whsec_|ada\.lovelace|byron\.example|\+?1?217\D?555|DATA_KEY-|PERSON_HASH-/i);
  });
});
