import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf } from '../../functions/outcomes/upload-customers/handler.ts';
import { sha256Hex } from '../../shared/kernel/ids.ts';
import { MAX_CUSTOMERS } from '../../shared/outcomes/contract/customers.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { hashPerson } from '../../shared/outcomes/person.ts';
import type { CustomerLists } from '../../shared/outcomes/ports.ts';
import { callApi } from '../support/api-event.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { api } from './api-world.ts';

const client = testDocumentClient();
const units = meter(client);
let customers: CustomerLists;
let handler: ReturnType<typeof handlerOf>;

beforeAll(async () => {
  customers = dynamoCustomers(client, await createTable(outcomesTable));
  handler = handlerOf({ ...api, customers, advertisers, personSecret: async () => 'secret' });
});

const advertisers = {
  get: async (advertiserId: string) =>
    advertiserId === 'adv_many' ? { advertiserId, name: 'Many', createdAtMs: 0 } : undefined,
};

const upload = (key: string, body: unknown) => callApi(handler, { method: 'POST', key, body });
const HASH = sha256Hex('+12175550142');

describe('POST /v1/customers', () => {
  it('makes the caller with that number an existing customer of this advertiser alone', async () => {
    expect((await upload('acme', { sha256: [HASH, HASH] })).json).toEqual({ stored: 1 });
    const caller = hashPerson('secret', '+12175550142');
    expect(await customers.has('adv_acme', caller)).toBe(true);
    expect(await customers.has('adv_rival', caller)).toBe(false);
    expect(await customers.has('adv_acme', HASH)).toBe(false);
  });

  it('takes ten thousand in one request', async () => {
    const sha256 = Array.from({ length: MAX_CUSTOMERS }, (_, index) => sha256Hex(`+1217${index}`));
    const { status, json } = await upload('operator', { advertiserId: 'adv_many', sha256 });
    expect([status, json]).toEqual([200, { stored: MAX_CUSTOMERS }]);
    expect(await customers.has('adv_many', hashPerson('secret', '+12179999'))).toBe(true);
  });

  it.each<[string, string, unknown, number, string | undefined]>([
    ['a number in clear', 'acme', { sha256: [HASH, '+12175550142'] }, 400, 'body.sha256.1'],
    ['a hash in upper case', 'acme', { sha256: [HASH.toUpperCase()] }, 400, 'body.sha256.0'],
    ['a hash cut short', 'acme', { sha256: [HASH, HASH, HASH.slice(1)] }, 400, 'body.sha256.2'],
    ['something that is no text', 'acme', { sha256: [HASH, 17] }, 400, 'body.sha256.1'],
    ['an empty list', 'acme', { sha256: [] }, 400, 'body.sha256'],
    ['too long a list', 'acme', { sha256: Array(MAX_CUSTOMERS + 1).fill(HASH) }, 400, 'body.sha256'],
    ['no list', 'acme', {}, 400, 'body.sha256'],
    ['no body', 'acme', undefined, 400, 'body'],
    ['no JSON', 'acme', '{"sha256":', 400, 'body'],
    ['a field nobody knows', 'acme', { sha256: [HASH], numbers: [] }, 400, 'body.numbers'],
    ['an operator who names nobody', 'operator', { sha256: [HASH] }, 400, 'body.advertiserId'],
    ['an advertiser that does not exist', 'operator', { advertiserId: 'adv_x', sha256: [HASH] }, 404, undefined],
    ['another advertiser’s list', 'acme', { advertiserId: 'adv_rival', sha256: [HASH] }, 404, undefined],
    ['more than a megabyte', 'acme', `{"sha256":["${'0'.repeat(1_100_000)}"]}`, 413, 'body'],
    ['JSON nested without end', 'acme', `${'['.repeat(50_000)}`, 400, 'body'],
    ['a publisher’s key', 'blog', { sha256: [HASH] }, 403, undefined],
  ])('refuses %s, and stores nothing of it', async (_name, key, body, expected, field) => {
    units.reset();
    const { status, json } = await upload(key, body);
    expect(status).toBe(expected);
    expect(json.errors?.[0]?.field).toBe(field);
    expect(units.units.requests).toBe(0);
  });

  it('does not say that all are stored when the table had no room', async () => {
    const full: CustomerLists = { ...customers, add: () => dynamoCustomers(throttled, 'any').add('adv_acme', ['x']) };
    const refusing = handlerOf({ ...api, customers: full, advertisers, personSecret: async () => 'secret' });
    const { status } = await callApi(refusing, { method: 'POST', key: 'acme', body: { sha256: [HASH] } });
    expect(status).toBe(503);
  });
});

/** A table that takes nothing, as one that is throttled: the real engine never is. */
const throttled = {
  send: async (command: { input: { RequestItems: unknown } }) => ({ UnprocessedItems: command.input.RequestItems }),
} as unknown as typeof client;
