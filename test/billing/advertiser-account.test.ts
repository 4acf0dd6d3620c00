import { beforeEach, describe, expect, it } from 'vitest';
import { getAdvertiserAccountHandler } from '../../functions/billing/get-advertiser-account/handler.ts';
import { getBillingTermsHandler } from '../../functions/billing/get-billing-terms/handler.ts';
import { listAccountEntriesHandler } from '../../functions/billing/list-account-entries/handler.ts';
import { setBillingTermsHandler } from '../../functions/billing/set-billing-terms/handler.ts';
import { takeDepositHandler } from '../../functions/billing/take-deposit/handler.ts';
import { dynamoAdvertiserBook } from '../../shared/billing/dynamo-advertiser-book.ts';
import { dynamoTerms } from '../../shared/billing/dynamo-terms.ts';
import { dynamoAdvertisers } from '../../shared/catalog/dynamo-advertisers.ts';
import { dynamoCredit } from '../../shared/catalog/dynamo-credit.ts';
import { catalogTable } from '../../shared/catalog/keys.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import type { AdvertiserEntry } from '../../shared/ledger/model.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import { verdictEntry } from '../ledger/samples.ts';
import { callApi } from '../support/api-event.ts';
import { createTable } from '../support/tables.ts';
import { api } from './keys.ts';
import { createBooks } from './world.ts';

async function createWorld() {
  const books = await createBooks();
  const { client } = books;
  const catalog = await createTable(catalogTable);
  const advertisers = dynamoAdvertisers(client, catalog);
  await advertisers.create({ advertiserId: 'adv_acme', name: 'Acme', createdAtMs: 1 });
  const booked: AdvertiserEntry[] = [];
  const book = dynamoAdvertiserBook(client, await createTable(ledgerTable));
  const advertiserBook = {
    async book(entry: AdvertiserEntry) {
      const stands = await book.book(entry);
      booked.push(stands);
      return stands;
    },
  };
  const terms = dynamoTerms(client, await createTable(payoutsTable));
  return { ...api, ...books, advertisers, advertiserBook, booked, terms, credit: dynamoCredit(client, catalog) };
}

let world: Awaited<ReturnType<typeof createWorld>>;
beforeEach(async () => {
  world = await createWorld();
});

const params = { advertiserId: 'adv_acme' };
const TERMS = {
  legalName: 'Acme Roofing Inc.',
  addressLines: ['1 Main St', 'Springfield, IL 62701'],
  taxBps: 625,
  currency: 'USD',
  creditLimitMinor: 10_000,
};
const deposit = (depositId: string, body: unknown, key = 'finance') =>
  callApi(takeDepositHandler(world), { method: 'PUT', key, params: { ...params, depositId }, body });
const show = (key: string) => callApi(getAdvertiserAccountHandler(world), { key, params });
const setTerms = (body: unknown, key = 'finance', advertiserId = 'adv_acme') =>
  callApi(setBillingTermsHandler(world), { method: 'PUT', key, params: { advertiserId }, body });
const list = (key: string, query: Record<string, string> = {}) =>
  callApi(listAccountEntriesHandler(world), { key, params, query });

describe('billing terms that two change', () => {
  it('are changed as they were seen, or not at all', async () => {
    const change = (taxBps: number, etag?: string) =>
      callApi(setBillingTermsHandler(world), {
        ...{ method: 'PUT', key: 'finance', params, body: { ...TERMS, taxBps } },
        ...(etag === undefined ? {} : { headers: { 'if-match': etag } }),
      });
    expect(await change(1, '"0"')).toMatchObject({ status: 200, headers: { etag: '"1"' }, json: { version: 1 } });
    expect((await change(2, '"0"')).status).toBe(412);
    const both = await Promise.all([change(3, '"1"'), change(4, '"1"')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const now = await callApi(getBillingTermsHandler(world), { key: 'finance', params });
    expect(now).toMatchObject({ headers: { etag: '"2"' }, json: { version: 2 } });
    expect((await change(5)).json).toMatchObject({ taxBps: 5, version: 3 });
  });
});

describe('an advertiser’s account', () => {
  it('follows charges, credits and deposits', async () => {
    await world.stream(verdictEntry('a', '2026-03-09'), verdictEntry('b', '2026-03-09'));
    expect((await deposit('wire-77', { amountMinor: 20_000, currency: 'USD' })).status).toBe(200);
    await world.stream(...world.booked);
    expect((await show('acme')).json).toEqual({
      advertiserId: 'adv_acme',
      balances: [{ currency: 'USD', owedMinor: -11_000 }],
    });
    await setTerms(TERMS);
    expect((await show('finance')).json).toMatchObject({ creditLimitMinor: 10_000, availableMinor: 21_000 });
    const { json } = await list('acme');
    expect(json.items.map((item: { amountMinor: number }) => item.amountMinor)).toEqual([4_500, 4_500, -20_000]);
    expect(json.items[0]).toMatchObject({ kind: 'verdict', offerId: 'offer_roof', currency: 'USD' });
  });

  it('is paged newest first, by a cursor of its own', async () => {
    const entries = Array.from({ length: 5 }, (_, index) => ({
      ...verdictEntry(`call_${index}`, '2026-03-09'),
      bookedAtMs: Date.parse('2026-03-01T12:00:00Z') + index,
    }));
    await world.stream(...entries);
    const first = await list('acme', { limit: '3' });
    const rest = await list('acme', { limit: '3', cursor: first.json.nextCursor });
    const ids = [...first.json.items, ...rest.json.items].map((item: { outcomeId: string }) => item.outcomeId);
    expect(ids).toEqual(['call_4', 'call_3', 'call_2', 'call_1', 'call_0']);
    const foreign = await callApi(listAccountEntriesHandler(world), {
      key: 'finance',
      params: { advertiserId: 'adv_rival' },
      query: { cursor: first.json.nextCursor },
    });
    expect(foreign).toMatchObject({ status: 400, json: { errors: [{ field: 'query.cursor' }] } });
  });

  it('is nobody else’s: a foreign account looks like none', async () => {
    expect((await show('rival')).status).toBe(404);
    expect((await list('rival')).status).toBe(404);
    expect((await callApi(getBillingTermsHandler(world), { key: 'rival', params })).status).toBe(404);
    expect((await show('blog')).status).toBe(403);
  });
});

describe('deposits', () => {
  it('are booked once under their id, today and tomorrow', async () => {
    const body = { amountMinor: 5_000, currency: 'USD', reason: 'wire of 2 March' };
    const [first, again] = await Promise.all([deposit('wire-1', body), deposit('wire-1', body)]);
    expect(again?.json).toEqual(first?.json);
    world.clock.advance(DAY_MS);
    expect((await deposit('wire-1', body)).json).toEqual(first?.json);
    await world.stream(...world.booked);
    expect((await show('acme')).json.balances).toEqual([{ currency: 'USD', owedMinor: -5_000 }]);
  });

  it('go back as a negative amount', async () => {
    await deposit('wire-1', { amountMinor: 5_000, currency: 'USD' });
    await deposit('refund-1', { amountMinor: -2_000, currency: 'USD', reason: 'closing the account' });
    await world.stream(...world.booked);
    expect((await show('acme')).json.balances).toEqual([{ currency: 'USD', owedMinor: -3_000 }]);
  });

  it.each<[string, unknown, number, string | undefined]>([
    ['a fraction of a cent', { amountMinor: 10.5, currency: 'USD' }, 400, 'body.amountMinor'],
    ['an amount beyond all bounds', { amountMinor: 1e15, currency: 'USD' }, 400, 'body.amountMinor'],
    ['nothing', { amountMinor: 0, currency: 'USD' }, 400, 'body.amountMinor'],
    ['a currency that is none', { amountMinor: 10, currency: 'ZZZ' }, 400, 'body.currency'],
    ['a reason with a control character', { amountMinor: 10, currency: 'USD', reason: 'a\u0007b' }, 400, 'body.reason'],
  ])('refuse %s', async (_name, body, status, field) => {
    const answer = await deposit('wire-1', body);
    expect(answer.status).toBe(status);
    expect(answer.json.errors?.[0]?.field).toBe(field);
    expect(world.booked).toEqual([]);
  });

  it('refuse another amount under the same id, an unknown advertiser, and whoever is not finance', async () => {
    await deposit('wire-1', { amountMinor: 5_000, currency: 'USD' });
    expect((await deposit('wire-1', { amountMinor: 5_001, currency: 'USD' })).status).toBe(422);
    expect((await deposit('wire-1', { amountMinor: 5_000, currency: 'EUR' })).status).toBe(422);
    expect((await deposit('wire-2', { amountMinor: 5_000, currency: 'USD' }, 'acme')).status).toBe(403);
    const unknown = await callApi(takeDepositHandler(world), {
      method: 'PUT',
      key: 'finance',
      params: { advertiserId: 'adv_none', depositId: 'wire-1' },
      body: { amountMinor: 5_000, currency: 'USD' },
    });
    expect(unknown.status).toBe(404);
  });
});

describe('billing terms', () => {
  it('are kept as they were set', async () => {
    expect((await callApi(getBillingTermsHandler(world), { key: 'acme', params })).status).toBe(404);
    await setTerms(TERMS);
    expect((await callApi(getBillingTermsHandler(world), { key: 'acme', params })).json).toMatchObject(TERMS);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a tax above half', { taxBps: 5_001 }, 'body.taxBps'],
    ['a fraction of a basis point', { taxBps: 19.5 }, 'body.taxBps'],
    ['a negative limit', { creditLimitMinor: -1 }, 'body.creditLimitMinor'],
    ['no address', { addressLines: [] }, 'body.addressLines'],
    ['what it does not know', { budget: 5 }, 'body.budget'],
  ])('refuse %s', async (_name, change, field) => {
    const { status, json } = await setTerms({ ...TERMS, ...change });
    expect(status).toBe(400);
    expect(json.errors[0].field).toContain(field);
    expect(await world.terms.get('adv_acme')).toBeUndefined();
  });

  it('are set by finance, for an advertiser that exists', async () => {
    expect((await setTerms(TERMS, 'acme')).status).toBe(403);
    expect((await setTerms(TERMS, 'finance', 'adv_none')).status).toBe(404);
  });
});
