import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as changeHandler } from '../../functions/crm/change-connection/handler.ts';
import { handlerOf as createHandler } from '../../functions/crm/create-connection/handler.ts';
import { handlerOf as listHandler } from '../../functions/crm/list-connections/handler.ts';
import { handlerOf as recordsHandler } from '../../functions/crm/list-crm-records/handler.ts';
import { urlCheck } from '../../shared/platform/http/outbound-url.ts';
import { api } from '../outcomes/api-world.ts';
import { callApi } from '../support/api-event.ts';
import { countingIds } from '../support/clock.ts';
import { type CrmWorld, crmWorld, drafts } from './world.ts';

let world: CrmWorld;
let deps: ReturnType<typeof depsOf>;

const depsOf = (crm: CrmWorld) => ({
  ...api,
  ids: countingIds(),
  connections: crm.deps.connections,
  records: crm.deps.records,
  clock: crm.clock,
  newToken: () => 'hook-1',
  publicUrl: 'https://api.example/',
  checkUrl: urlCheck({ allowLoopback: false }),
});

beforeEach(async () => {
  world = await crmWorld('hubspot');
  deps = depsOf(world);
});

const create = (over: object = {}, key = 'acme') =>
  callApi(createHandler(deps), { method: 'POST', key, body: { ...drafts.hubspot, ...over } });
const list = async (key = 'acme') => (await callApi(listHandler(deps), { key })).json.items;
const change = (body: object, { etag = '"1"', key = 'acme', connectionId = 'crm_1' } = {}) =>
  callApi(changeHandler(deps), { method: 'PATCH', key, params: { connectionId }, body, headers: { 'if-match': etag } });

describe('connections by API', () => {
  it('shows the address for the CRM once, and no secret ever', async () => {
    const { status, json, headers, text } = await create();
    expect(status).toBe(201);
    expect(json.webhookUrl).toBe('https://api.example/crm/crm_1/hook-1');
    expect(headers.etag).toBe('"1"');
    const all = `${text.replace(json.webhookUrl, '')}${JSON.stringify(await list())}`;
    for (const secret of ['secret-1', 'refresh-1', 'hook-1', 'Sealed']) expect(all).not.toContain(secret);
  });

  it('changes from the revision that was read, and from no other', async () => {
    await create();
    const paused = await change({ state: 'paused' });
    expect(paused.json).toMatchObject({ state: 'paused', name: 'Pipeline' });
    expect(paused.headers.etag).toBe('"2"');
    expect((await change({ name: 'Other' })).status).toBe(412);
    expect(await list()).toMatchObject([{ state: 'paused', etag: '"2"' }]);
  });

  it('is another’s to nobody', async () => {
    await create();
    expect(await list('rival')).toEqual([]);
    expect((await change({ state: 'paused' }, { key: 'rival' })).status).toBe(404);
    const records = { key: 'rival', params: { connectionId: 'crm_1' } };
    expect((await callApi(recordsHandler(deps), records)).status).toBe(404);
    expect((await create({}, 'blog')).status).toBe(403);
  });

  it('lists what became of outcomes, page by page', async () => {
    await create();
    await world.qualify('call_1');
    await world.qualify('call_2');
    await world.push('crm_1', 'call_1');
    await world.push('crm_1', 'call_2');
    const ask = (query: Record<string, string>) =>
      callApi(recordsHandler(deps), { key: 'acme', params: { connectionId: 'crm_1' }, query });
    const first = await ask({ limit: '1' });
    expect(first.json.items).toMatchObject([{ outcomeId: 'call_1', push: 'pushed', attempts: 1 }]);
    const second = await ask({ limit: '1', cursor: first.json.nextCursor });
    expect(second.json.items).toMatchObject([{ outcomeId: 'call_2' }]);
    expect((await ask({ cursor: 'forged' })).json.errors).toMatchObject([{ field: 'query.cursor' }]);
  });

  it('has room for ten', async () => {
    for (let count = 0; count < 10; count += 1) expect((await create()).status).toBe(201);
    expect((await create()).status).toBe(409);
  });

  it.each([
    [{ object: '../users' }, 'body.object'],
    [{ stages: { won: 'rich' } }, 'body.stages.won'],
    [{ fields: { dealname: { from: 'password' } } }, 'body.fields.dealname'],
    [
      { credentials: { ...drafts.hubspot.credentials, tokenUrl: 'https://169.254.169.254/token' } },
      'body.credentials.tokenUrl',
    ],
    [
      { credentials: { ...drafts.hubspot.credentials, tokenUrl: 'http://crm.example/token' } },
      'body.credentials.tokenUrl',
    ],
    [{ extra: 1 }, 'body.extra'],
  ])('refuses %j and names %s', async (over, field) => {
    const { status, json } = await create(over);
    expect(status).toBe(400);
    expect(json.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(await list()).toEqual([]);
  });
});
