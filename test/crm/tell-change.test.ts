import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { receiveCrmChangeHandler } from '../../functions/crm/receive-crm-change/handler.ts';
import type { CrmMessage } from '../../shared/crm/contract.ts';
import { MINUTE_MS } from '../../shared/kernel/time.ts';
import { type ApiRequest, callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';
import { CRMS, type CrmWorld, crmWorld } from './world.ts';

const PUBLIC_URL = 'https://api.example';

let world: CrmWorld;
let told: CrmMessage[];
let refused = 0;

beforeAll(async () => {
  world = await crmWorld('hubspot');
  await world.connect('crm_hubspot');
  const others = { salesforce: await crmWorld('salesforce'), zoho: await crmWorld('zoho') };
  for (const kind of ['salesforce', 'zoho'] as const) {
    const { credentials, ...draft } = others[kind].draft;
    const connection = { ...draft, connectionId: `crm_${kind}`, advertiserId: 'adv_acme', state: 'active' as const };
    await world.deps.connections.create({ ...connection, rev: 1, createdAtMs: 1 }, { credentials, token: 'hook-1' });
  }
});

const tell = (connectionId: string, body: string, more: Partial<ApiRequest> = {}) => {
  told = [];
  const handler = receiveCrmChangeHandler({
    ...{ log: silentLog, connections: world.deps.connections, crms: CRMS, clock: world.clock, publicUrl: PUBLIC_URL },
    countRefused: () => {
      refused += 1;
    },
    queue: { sendAll: async (messages) => void told.push(...messages) },
  });
  return callApi(handler, { method: 'POST', path: `/crm/${connectionId}/hook-1`, body, ...more });
};

const changes = () => told.map((message) => (message.kind === 'changed' ? message.recordId : message.kind));

describe('HubSpot', () => {
  const events = JSON.stringify([
    {
      eventId: 1,
      subscriptionType: 'deal.propertyChange',
      objectId: 51_001,
      propertyName: 'dealstage',
      propertyValue: 'closedwon',
    },
    {
      eventId: 2,
      subscriptionType: 'deal.propertyChange',
      objectId: 51_001,
      propertyName: 'dealstage',
      propertyValue: 'spam',
    },
    {
      eventId: 3,
      subscriptionType: 'deal.propertyChange',
      objectId: 51_002,
      propertyName: 'amount',
      propertyValue: '7',
    },
    { eventId: 4, subscriptionType: 'deal.creation', objectId: 51_003 },
  ]);
  const signed = (
    body: string,
    { atMs = world.clock.nowMs(), secret = 'secret-1', path = '/crm/crm_hubspot/hook-1' } = {},
  ) => ({
    headers: {
      'x-hubspot-request-timestamp': String(atMs),
      'x-hubspot-signature-v3': createHmac('sha256', secret)
        .update(`POST${PUBLIC_URL}${path}${body}${atMs}`)
        .digest('base64'),
    },
  });

  it('tells of a changed stage, once a record', async () => {
    expect((await tell('crm_hubspot', events, signed(events))).status).toBe(200);
    expect(told).toEqual([{ v: 1, kind: 'changed', connectionId: 'crm_hubspot', recordId: '51001', attempts: 0 }]);
  });

  it.each([
    ['unsigned', () => ({})],
    ['signed with another secret', () => signed(events, { secret: 'secret-2' })],
    ['signed for another address', () => signed(events, { path: '/crm/crm_other/hook-1' })],
    ['six minutes old', () => signed(events, { atMs: world.clock.nowMs() - 6 * MINUTE_MS })],
    ['signed for another body', () => signed('[]')],
  ])('is refused when it is %s, counted, and nothing is queued', async (_what, more) => {
    const before = refused;
    expect((await tell('crm_hubspot', events, more())).status).toBe(403);
    expect(refused).toBe(before + 1);
    expect(told).toEqual([]);
  });

  it('names the body when it is genuine and no list of events', async () => {
    const { status, json } = await tell('crm_hubspot', '{"a":1}', signed('{"a":1}'));
    expect(status).toBe(400);
    expect(json.errors).toMatchObject([{ field: 'body' }]);
  });
});

describe('Salesforce', () => {
  const message = (...ids: string[]) => `<?xml version="1.0" encoding="UTF-8"?>
    <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>
    <notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>00D000000000001EAA</OrganizationId>
    ${ids.map((id) => `<Notification><Id>04l000000000001AAA</Id><sObject xsi:type="sf:Lead" xmlns:sf="urn:sobject.enterprise.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><sf:Id>${id}</sf:Id><sf:Status>closedwon</sf:Status></sObject></Notification>`).join('')}
    </notifications></soapenv:Body></soapenv:Envelope>`;

  it('tells of one record or of several, and hears the receipt that it understands', async () => {
    const one = await tell('crm_salesforce', message('00Q000000000000001'));
    expect(changes()).toEqual(['00Q000000000000001']);
    expect(one.text).toContain('<Ack>true</Ack>');
    await tell('crm_salesforce', message('00Q000000000000001', '00Q000000000000002', '00Q000000000000001'));
    expect(changes()).toEqual(['00Q000000000000001', '00Q000000000000002']);
  });

  it('is refused without the token of its address', async () => {
    const path = '/crm/crm_salesforce/hook-2';
    expect((await tell('crm_salesforce', message('00Q000000000000001'), { path })).status).toBe(403);
  });

  it.each([
    ['no XML', 'closedwon'],
    ['an id that is a path', message('../../users')],
    ['entities that grow', '<!DOCTYPE a [<!ENTITY b "x">]><soapenv:Envelope>&b;</soapenv:Envelope>'],
  ])('names the body when it is %s', async (_what, body) => {
    expect((await tell('crm_salesforce', body)).status).toBe(400);
    expect(told).toEqual([]);
  });
});

describe('Zoho', () => {
  const message = (over: object = {}) =>
    JSON.stringify({
      module: 'Deals',
      ids: ['51001', '51002', '51001'],
      operation: 'update',
      channel_id: '1',
      token: 'hook-1',
      ...over,
    });

  it('tells of its own module’s records', async () => {
    expect((await tell('crm_zoho', message())).status).toBe(200);
    expect(changes()).toEqual(['51001', '51002']);
    await tell('crm_zoho', message({ module: 'Contacts' }));
    expect(told).toEqual([]);
  });

  it('is refused without the token of its channel', async () => {
    expect((await tell('crm_zoho', message({ token: 'hook-2' }))).status).toBe(403);
    expect((await tell('crm_zoho', 'not JSON')).status).toBe(403);
  });
});

it('is 403 for a connection that is not there, 404 for an address that is none, 413 for a body too large', async () => {
  expect((await tell('crm_none', '[]')).status).toBe(403);
  expect((await tell('crm_none', '[]', { path: '/crm/a b/c' })).status).toBe(404);
  expect((await tell('crm_zoho', 'x'.repeat(300_000))).status).toBe(413);
});
