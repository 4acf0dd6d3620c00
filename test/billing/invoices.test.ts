import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { downloadInvoiceHandler } from '../../functions/billing/download-invoice/handler.ts';
import { downloadInvoiceEntriesHandler } from '../../functions/billing/download-invoice-entries/handler.ts';
import { issueInvoicesHandler } from '../../functions/billing/issue-invoices/handler.ts';
import { listInvoicesHandler } from '../../functions/billing/list-invoices/handler.ts';
import { requestInvoicesHandler } from '../../functions/billing/request-invoices/handler.ts';
import { dynamoInvoices } from '../../shared/billing/dynamo-invoices.ts';
import { dynamoTerms } from '../../shared/billing/dynamo-terms.ts';
import { invoiceMonth } from '../../shared/billing/invoice-month.ts';
import { fromDecimal } from '../../shared/kernel/money.ts';
import { type AdvertiserEntry, account, type Entry } from '../../shared/ledger/model.ts';
import { payoutsTable } from '../../shared/payouts/keys.ts';
import { countedVersion } from '../../shared/platform/change-from.ts';
import { verdictEntry } from '../ledger/samples.ts';
import { callApi } from '../support/api-event.ts';
import { createTable } from '../support/tables.ts';
import { api } from './keys.ts';
import { createBooks, ZONE } from './world.ts';

const APRIL_2ND = Date.parse('2026-04-02T06:00:00Z');

async function createWorld() {
  const books = await createBooks();
  books.clock.set(APRIL_2ND);
  const payouts = await createTable(payoutsTable);
  const terms = dynamoTerms(books.client, payouts);
  const stored = new Map<string, string>();
  const taxes = new Map<string, AdvertiserEntry>();
  const judgedAt = new Map<string, number>();
  const world = {
    ...api,
    ...books,
    zone: ZONE,
    terms,
    invoices: dynamoInvoices(books.client, payouts),
    judged: { of: async (ids: readonly string[]) => new Map([...judgedAt].filter(([id]) => ids.includes(id))) },
    advertiserBook: {
      async book(entry: AdvertiserEntry) {
        const stands = taxes.get(entry.entryId) ?? entry;
        taxes.set(entry.entryId, stands);
        return stands;
      },
    },
    files: {
      put: async (key: string, body: string) => void stored.set(key, body),
      get: async (key: string) => stored.get(key),
    },
    taxes,
    judgedAt,
    async agree(advertiserId: string, taxBps = 625) {
      const agreed = { legalName: 'Acme Roofing Inc.', addressLines: ['1 Main St'], taxBps, currency: 'USD' };
      const seen = countedVersion(await terms.get(advertiserId));
      const money = { creditLimitMinor: 0n, keptFreeMinor: 0n };
      await terms.set({ advertiserId, ...agreed, ...money, changedAtMs: 1, version: seen + 1 }, seen);
    },
    async charge(outcomeId: string, iso: string, over: Parameters<typeof verdictEntry>[2] = {}): Promise<Entry> {
      const entry = { ...verdictEntry(outcomeId, '2026-03-20', over), bookedAtMs: Date.parse(iso) };
      judgedAt.set(outcomeId, entry.bookedAtMs);
      await books.stream(entry);
      return entry;
    },
    async takeBack(entry: Entry, iso: string): Promise<void> {
      const postings = entry.postings.map((each) => ({ ...each, amountMinor: -each.amountMinor }));
      const entryId = `back_${entry.entryId}`;
      const bookedAtMs = Date.parse(iso);
      await books.stream({
        ...entry,
        entryId,
        kind: 'adjustment',
        reverses: entry.entryId,
        reason: 'wrong number',
        bookedAtMs,
        postings,
      });
    },
  };
  await world.agree('adv_acme');
  return world;
}

let world: Awaited<ReturnType<typeof createWorld>>;
beforeEach(async () => {
  world = await createWorld();
});

const params = { advertiserId: 'adv_acme' };
const request = (month: string, key = 'finance', advertiserId = 'adv_acme') =>
  callApi(requestInvoicesHandler(world), { method: 'POST', key, params: { advertiserId }, body: { month } });

const MONTHS = ['2026-01', '2026-02', '2026-03'] as const;

interface Deed {
  readonly month: string;
  readonly minor: bigint;
  /** The month in which it is taken back. */
  readonly back: string | null;
  /** The month is billed right after it, and so again later. */
  readonly again: boolean;
}

/** One month: what is charged and taken back in it, then its invoices. */
async function live(deeds: readonly Deed[], month: string): Promise<void> {
  for (const [index, { month: charged, minor, back, again }] of deeds.entries()) {
    const over = { chargeMinor: minor, payoutMinor: 0n };
    const id = `out_${index}`;
    if (charged === month) await world.charge(id, `${charged}-15T12:00:00Z`, over);
    if (back === month && back >= charged) {
      await world.takeBack(verdictEntry(id, '2026-04-20', over), `${back}-20T12:00:00Z`);
    }
    if (again && charged === month) await invoiceMonth(world, 'adv_acme', month);
  }
  await invoiceMonth(world, 'adv_acme', month);
}

describe('monthly invoices', () => {
  it('bill a month by offer, with the tax of the net total rounded half to even, once', async () => {
    await world.charge('a', '2026-03-01T05:00:00Z');
    await world.charge('b', '2026-03-31T12:00:00Z', { offerId: 'offer_gutter', chargeMinor: 999n, payoutMinor: 500n });
    const c = await world.charge('c', '2026-03-31T12:00:00Z');
    await world.takeBack(c, '2026-03-31T13:00:00Z');
    await world.charge('next', '2026-04-01T04:00:00Z');
    const { status, json } = await request('2026-03');
    expect(status).toBe(200);
    expect(json.items).toHaveLength(1);
    expect(json.items[0]).toMatchObject({
      number: 'INV-2026-000001',
      kind: 'invoice',
      lines: [
        { offerId: 'offer_gutter', what: 'charge', count: 1, amountMinor: 999 },
        { offerId: 'offer_roof', what: 'charge', count: 2, amountMinor: 9_000 },
        { offerId: 'offer_roof', what: 'correction', count: 1, amountMinor: -4_500 },
      ],
      netMinor: 5_499,
      taxMinor: 344,
      totalMinor: 5_843,
      entries: 4,
    });
    expect((await request('2026-03')).json).toEqual(json);
    expect([...world.taxes.values()]).toMatchObject([
      {
        postings: [
          { account: account.receivable('adv_acme'), amountMinor: 344n },
          { account: account.tax, amountMinor: -344n },
        ],
      },
    ]);
  });

  it('put what was taken back of an earlier month on a credit note that names its invoice and gives its tax back', async () => {
    const a = await world.charge('a', '2026-02-10T12:00:00Z');
    await world.charge('b', '2026-02-10T12:00:00Z');
    const [february] = (await request('2026-02')).json.items;
    await world.agree('adv_acme', 1_900);
    await world.takeBack(a, '2026-03-05T12:00:00Z');
    await world.charge('c', '2026-03-06T12:00:00Z');
    const { json } = await request('2026-03');
    expect(json.items).toMatchObject([
      { number: 'INV-2026-000002', netMinor: 4_500, taxMinor: 855 },
      {
        number: 'CN-2026-000001',
        kind: 'credit-note',
        corrects: february.number,
        netMinor: -4_500,
        taxBps: 625,
        taxMinor: -281,
        lines: [{ offerId: 'offer_roof', what: 'correction', count: 1 }],
      },
    ]);
  });

  it('put what comes late on a supplement that names the invoice, so that nothing is left out or billed twice', async () => {
    await world.charge('a', '2026-03-10T12:00:00Z');
    const [first] = (await request('2026-03')).json.items;
    await world.charge('late', '2026-03-09T12:00:00Z');
    const second = (await request('2026-03')).json.items;
    expect(second).toMatchObject([
      first,
      { number: 'INV-2026-000002', corrects: first.number, netMinor: 4_500, entries: 1 },
    ]);
    await world.charge('later', '2026-03-08T12:00:00Z');
    await request('2026-03');
    const { json } = await request('2026-03');
    expect(json.items.map((each: { number: string; corrects?: string }) => [each.number, each.corrects])).toEqual([
      ['INV-2026-000001', undefined],
      ['INV-2026-000002', 'INV-2026-000001'],
      ['INV-2026-000003', 'INV-2026-000002'],
    ]);
  });

  it('tie out with the ledger, whatever is charged and taken back when, and number without a gap', async () => {
    const month = fc.constantFrom(...MONTHS);
    const deed = fc.record({ month, minor: fc.bigInt(1n, 100_000n), back: fc.option(month), again: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 12 }), async (deeds) => {
        world = await createWorld();
        for (const each of MONTHS) await live(deeds, each);
        const expected = deeds.reduce((sum, { minor, back, month: charged }) => {
          return sum + (back !== null && back >= charged ? 0n : minor);
        }, 0n);
        const papers = await world.invoices.ofAdvertiser('adv_acme');
        expect(papers.reduce((sum, { netMinor }) => sum + netMinor, 0n)).toBe(expected);
        const [owed] = await world.balances.of(account.receivable('adv_acme'));
        expect(owed?.balanceMinor).toBe(expected);
        const tax = [...world.taxes.values()].reduce((sum, { postings }) => sum + (postings[0]?.amountMinor ?? 0n), 0n);
        expect(papers.reduce((sum, { taxMinor }) => sum + taxMinor, 0n)).toBe(tax);
        for (const series of ['INV', 'CN']) {
          const numbers = papers.map(({ number }) => number).filter((number) => number.startsWith(series));
          const counted = numbers.map((_each, index) => `${series}-2026-${String(index + 1).padStart(6, '0')}`);
          expect(numbers.sort()).toEqual(counted);
        }
      }),
      { numRuns: 8 },
    );
  });

  it('number without a gap when many are issued at once, each once', async () => {
    const advertisers = Array.from({ length: 6 }, (_, index) => `adv_${index}`);
    for (const advertiserId of advertisers) {
      await world.agree(advertiserId);
      await world.charge(`out_${advertiserId}`, '2026-03-10T12:00:00Z', { advertiserId });
    }
    const both = [...advertisers, ...advertisers];
    await Promise.all(both.map((advertiserId) => invoiceMonth(world, advertiserId, '2026-03')));
    const papers = await Promise.all(advertisers.map((advertiserId) => world.invoices.ofAdvertiser(advertiserId)));
    const numbers = papers.flat().map(({ number }) => number);
    expect(numbers.sort()).toEqual(advertisers.map((_each, index) => `INV-2026-00000${index + 1}`));
  });

  it('are issued by schedule for all that have terms, one that fails not stopping the others', async () => {
    const failing = {
      ...world.invoices,
      ofAdvertiser: async (id: string) => {
        if (id === 'adv_bad') throw new Error('broken');
        return world.invoices.ofAdvertiser(id);
      },
    };
    await world.agree('adv_bad');
    await world.charge('a', '2026-03-10T12:00:00Z');
    const list = async () => ({
      items: ['adv_bad', 'adv_none', 'adv_acme'].map((advertiserId) => ({ advertiserId, name: '', createdAtMs: 1 })),
    });
    await expect(issueInvoicesHandler({ ...world, invoices: failing, advertisers: { list } })()).rejects.toThrow(
      '1 advertisers',
    );
    expect(await world.invoices.ofAdvertiser('adv_acme')).toMatchObject([{ month: '2026-03' }]);
    await issueInvoicesHandler({ ...world, advertisers: { list } })();
    expect(await world.invoices.ofAdvertiser('adv_acme')).toHaveLength(1);
  });

  it('wait until a month is over for an hour, and until its entries are in the books', async () => {
    world.clock.set(Date.parse('2026-04-01T04:59:59.999Z'));
    expect(await request('2026-03')).toMatchObject({ status: 409, json: { errors: [{ field: 'body.month' }] } });
    world.clock.advance(1);
    expect((await request('2026-03')).status).toBe(200);
    await world.charge('a', '2026-03-10T12:00:00Z');
    const book = { ofAdvertiser: async function* () {} };
    await expect(invoiceMonth({ ...world, book }, 'adv_acme', '2026-03')).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(await world.invoices.ofAdvertiser('adv_acme')).toEqual([]);
  });

  it('refuse a month that is none, an advertiser without terms, and whoever is not finance', async () => {
    expect((await request('2026-13')).json.errors[0].field).toBe('body.month');
    expect((await request('2026-03', 'finance', 'adv_rival')).status).toBe(404);
    expect((await request('2026-03', 'acme')).status).toBe(403);
  });
});

describe('an invoice as its advertiser gets it', () => {
  beforeEach(async () => {
    await world.charge('a', '2026-03-10T12:00:00Z');
    await world.charge('=cmd', '2026-03-11T12:00:00Z');
    await request('2026-03');
  });
  const get = (handler: Parameters<typeof callApi>[0], number: string, key = 'acme') =>
    callApi(handler, { key, params: { ...params, number } });

  it('is a list of every entry as CSV, that sums to its net total', async () => {
    const { text, headers } = await get(downloadInvoiceEntriesHandler(world), 'INV-2026-000001');
    expect(headers['content-disposition']).toContain('INV-2026-000001.csv');
    const rows: Record<string, string>[] = parse(text, { columns: true });
    expect(rows.map((row) => row.outcome)).toEqual(['a', "'=cmd"]);
    expect(rows.reduce((sum, row) => sum + (fromDecimal(row.amount ?? '', 'USD') ?? 0n), 0n)).toBe(9_000n);
  });

  it('is a PDF, the same bytes each time', async () => {
    const [one, two] = [
      await get(downloadInvoiceHandler(world), 'INV-2026-000001'),
      await get(downloadInvoiceHandler(world), 'INV-2026-000001', 'finance'),
    ];
    const bytes = Buffer.from(one.text, 'base64');
    expect(one.headers['content-type']).toBe('application/pdf');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(two.text).toBe(one.text);
  });

  it('is nobody else’s', async () => {
    const list = (key: string) => callApi(listInvoicesHandler(world), { key, params });
    expect((await list('acme')).json.items).toHaveLength(1);
    expect((await list('rival')).status).toBe(404);
    expect((await get(downloadInvoiceHandler(world), 'INV-2026-000001', 'rival')).status).toBe(404);
    expect((await get(downloadInvoiceHandler(world), 'INV-2026-000002')).status).toBe(404);
    expect((await get(downloadInvoiceEntriesHandler(world), 'INV-2026-000002')).status).toBe(404);
    expect((await get(downloadInvoiceEntriesHandler(world), 'INV-2026-000001', 'blog')).status).toBe(403);
  });
});
