import { beforeAll, describe, expect, it } from 'vitest';
import { getAccountStatementHandler } from '../../functions/billing/get-account-statement/handler.ts';
import { getTrialBalanceHandler } from '../../functions/billing/get-trial-balance/handler.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { account, type Entry } from '../../shared/ledger/model.ts';
import { verdictEntry } from '../ledger/samples.ts';
import { callApi } from '../support/api-event.ts';
import { createTable } from '../support/tables.ts';
import { api } from './keys.ts';
import { createBooks } from './world.ts';

const at = (entry: Entry, iso: string): Entry => ({ ...entry, bookedAtMs: Date.parse(iso) });
const payment: Entry = {
  entryId: 'CB-1',
  kind: 'payment',
  publisherId: 'pub_blog',
  payableDay: '2026-03-20',
  bookedAtMs: Date.parse('2026-03-20T12:00:00Z'),
  reason: 'paid in run_1',
  postings: [
    { account: account.payable('pub_blog'), amountMinor: 3_000n, currency: 'USD' },
    { account: account.inTransit, amountMinor: -3_000n, currency: 'USD' },
  ],
};

let trial: ReturnType<typeof getTrialBalanceHandler>;
let statement: ReturnType<typeof getAccountStatementHandler>;

beforeAll(async () => {
  const world = await createBooks();
  const journal = dynamoJournal(world.client, await createTable(ledgerTable));
  const verdicts = [
    at(verdictEntry('a', '2026-03-09'), '2026-02-27T12:00:00Z'),
    at(verdictEntry('b', '2026-03-09'), '2026-03-02T12:00:00Z'),
    at(verdictEntry('c', '2026-03-10'), '2026-03-03T12:00:00Z'),
    at(verdictEntry('d', '2026-03-10', { currency: 'EUR', publisherId: 'pub_other' }), '2026-03-03T12:00:00Z'),
  ];
  await world.stream(...verdicts, payment);
  for (const entry of verdicts) await journal.book(entry);
  await journal.bookPayment('run_1', payment);
  const deps = { ...api, ...world, ledger: journal };
  trial = getTrialBalanceHandler(deps);
  statement = getAccountStatementHandler(deps);
});

const state = (query: Record<string, string>) => callApi(statement, { key: 'finance', query });

describe('GET /v1/trial-balance', () => {
  it('shows every account, and that debits equal credits in each currency', async () => {
    const { status, json } = await callApi(trial, { key: 'finance' });
    expect(status).toBe(200);
    expect(json.currencies).toEqual([
      { currency: 'EUR', debitMinor: 4_500, creditMinor: 4_500, differenceMinor: 0 },
      { currency: 'USD', debitMinor: 13_500, creditMinor: 13_500, differenceMinor: 0 },
    ]);
    expect(json.items).toHaveLength(7);
    expect(json.items).toContainEqual({
      account: account.payable('pub_blog'),
      currency: 'USD',
      balanceMinor: -6_000,
      postings: 4,
    });
    expect(json.kinds).toContainEqual({
      kind: 'publisher:payable',
      currency: 'USD',
      accounts: 1,
      balanceMinor: -6_000,
    });
  });

  it('shows what stood at the end of a month', async () => {
    const { json } = await callApi(trial, { key: 'finance', query: { month: '2026-02' } });
    expect(json).toMatchObject({ through: '2026-02', currencies: [{ currency: 'USD', debitMinor: 4_500 }] });
  });

  it('is paged, with the sums of all on each page', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { json } = await callApi(trial, { key: 'finance', query: { limit: '3', ...(cursor ? { cursor } : {}) } });
      expect(json.currencies).toHaveLength(2);
      seen.push(...json.items.map((item: { account: string; currency: string }) => `${item.account} ${item.currency}`));
      cursor = json.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect([...new Set(seen)].sort()).toEqual(seen);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a month that does not exist', { month: '2026-13' }, 'query.month'],
    ['a forged cursor', { cursor: 'abc' }, 'query.cursor'],
    ['what it does not know', { day: '2026-03-01' }, 'query'],
  ])('refuses %s', async (_name, query, field) => {
    const { status, json } = await callApi(trial, { key: 'finance', query });
    expect(status).toBe(400);
    expect(json.errors[0].field).toContain(field);
  });

  it('refuses a cursor of another month', async () => {
    const { json } = await callApi(trial, { key: 'finance', query: { limit: '1' } });
    const query = { month: '2026-02', cursor: json.nextCursor };
    expect((await callApi(trial, { key: 'finance', query })).status).toBe(400);
  });

  it('is for finance and operators', async () => {
    expect((await callApi(trial, { key: 'acme' })).status).toBe(403);
    expect((await callApi(trial, { key: 'blog' })).status).toBe(403);
    expect((await callApi(trial, { key: 'operator' })).status).toBe(200);
    expect((await callApi(trial, {})).status).toBe(401);
  });
});

describe('GET /v1/account-statements', () => {
  it.each([
    ['an advertiser', account.receivable('adv_acme'), 4_500, [4_500, 4_500], ['USD', 'EUR', 'USD']],
    ['a publisher', account.payable('pub_blog'), -3_000, [-3_000, -3_000], ['USD', 'USD']],
    ['the network', account.revenue, -1_500, [-1_500, -1_500], ['USD', 'EUR', 'USD']],
  ] as const)('states an account of %s', async (_name, name, openingMinor, amounts, currencies) => {
    const { status, json } = await state({ account: name, from: '2026-03-01', to: '2026-03-19' });
    expect(status).toBe(200);
    const usd = json.items.filter((item: { currency: string }) => item.currency === 'USD');
    expect(usd.map((item: { amountMinor: number }) => item.amountMinor)).toEqual(amounts);
    expect(json.items).toHaveLength(currencies.length);
    const closingMinor = openingMinor + amounts[0] + amounts[1];
    expect(json.currencies).toContainEqual({ currency: 'USD', openingMinor, closingMinor });
    expect(usd.at(-1).balanceMinor).toBe(closingMinor);
  });

  it('opens within a month with what was booked before, and ends with the payment', async () => {
    const { json } = await state({ account: account.payable('pub_blog'), from: '2026-03-03', to: '2026-03-31' });
    expect(json.currencies).toEqual([{ currency: 'USD', openingMinor: -6_000, closingMinor: -6_000 }]);
    expect(json.items.map((item: { kind: string }) => item.kind)).toEqual(['verdict', 'payment']);
  });

  it.each<[string, Record<string, string>, string]>([
    ['an account that is none', { account: 'bank:cash' }, 'query.account'],
    ['an account in another’s words', { account: 'network:revenue#USD' }, 'query.account'],
    ['days in the wrong order', { from: '2026-03-05', to: '2026-03-04' }, 'query.to'],
    ['more than 92 days', { to: '2026-06-01' }, 'query.to'],
    ['a day that does not exist', { from: '2026-02-30' }, 'query.from'],
    ['a day after which years have five digits', { from: '9999-12-31', to: '9999-12-31' }, 'query.from'],
  ])('refuses %s', async (_name, query, field) => {
    const { status, json } = await state({ account: 'network:cash', from: '2026-03-01', to: '2026-03-19', ...query });
    expect(status).toBe(400);
    expect(json.errors[0].field).toBe(field);
  });
});
