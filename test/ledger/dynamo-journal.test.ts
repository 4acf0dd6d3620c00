import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { startDigest } from '../../shared/ledger/digest.ts';
import { dynamoEntryList } from '../../shared/ledger/dynamo-entry-list.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { entryItem } from '../../shared/ledger/entry-item.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import { account, type Entry } from '../../shared/ledger/model.ts';
import { itemBytes } from '../../shared/outcomes/fit-item.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { verdictEntry } from './samples.ts';

const client = testDocumentClient();
const units = meter(client);
let table: string;
let journal: ReturnType<typeof dynamoJournal>;

beforeAll(async () => {
  table = await createTable(ledgerTable);
  journal = dynamoJournal(client, table);
});

/** Loads many entries as they are stored, 25 a request. */
async function seed(entries: readonly Entry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += 25) {
    const puts = entries.slice(start, start + 25).map((entry) => ({ PutRequest: { Item: entryItem(entry) } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
}

async function collect(pages: AsyncIterable<readonly Entry[]>): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

describe('the journal on the engine', () => {
  it('books an entry for one write unit and reads it back to the cent', async () => {
    const entry = verdictEntry('call_1', '2026-03-09');
    units.reset();
    await journal.book(entry);
    expect(units.units).toMatchObject({ write: 1, read: 0 });
    expect(await journal.find('pub_blog', '2026-03-09', entry.entryId)).toEqual(entry);
    expect(itemBytes(entryItem(entry))).toBeLessThan(1_024);
  });

  it('books once however often and from however many at once', async () => {
    const entry = verdictEntry('call_2', '2026-03-10', { publisherId: 'pub_once' });
    await Promise.all(Array.from({ length: 20 }, () => journal.book(entry)));
    expect(await collect(journal.pages('pub_once', '2026-03-01', '2026-03-31'))).toEqual([entry]);
  });

  it('refuses another entry under the same name, and keeps the first', async () => {
    const entry = verdictEntry('call_3', '2026-03-10', { publisherId: 'pub_clash' });
    await journal.book(entry);
    const other = verdictEntry('call_3', '2026-03-10', { publisherId: 'pub_clash', chargeMinor: 9_999n });
    await expect(journal.book(other)).rejects.toThrow('another entry stands');
    expect(await journal.find('pub_clash', '2026-03-10', entry.entryId)).toEqual(entry);
  });

  it.each([
    ['does not sum to zero', [4_500n, -3_000n, -1_400n]],
    ['has a posting of nothing', [3_000n, -3_000n, 0n]],
    ['has a single posting', [0n]],
  ])('stores nothing of an entry that %s', async (_name, amounts) => {
    const accounts = [account.receivable('adv_a'), account.payable('pub_bad'), account.revenue];
    const postings = amounts.map((amountMinor, index) => ({
      account: accounts[index] ?? '',
      amountMinor,
      currency: 'USD',
    }));
    const entry = { ...verdictEntry('call_4', '2026-03-10', { publisherId: 'pub_bad' }), postings };
    await expect(journal.book(entry)).rejects.toThrow('invariant');
    expect(await collect(journal.allPages('pub_bad'))).toEqual([]);
  });

  it('stops at an entry that was changed behind its back', async () => {
    const item = entryItem(verdictEntry('call_5', '2026-03-10', { publisherId: 'pub_hacked' }));
    const [first, ...rest] = item.postings;
    const postings = [{ ...first, m: 1n }, ...rest];
    await client.send(new PutCommand({ TableName: table, Item: { ...item, postings } }));
    await expect(collect(journal.pages('pub_hacked', '2026-03-01', '2026-03-31'))).rejects.toThrow('sum to');
  });

  it('reads a range with both ends, no neighbour, no payment, page by page in the order of the keys', async () => {
    const days = ['2026-03-08', '2026-03-09', '2026-03-12', '2026-03-15', '2026-03-16'];
    const entries = days.flatMap((day) =>
      Array.from({ length: 500 }, (_, index) => verdictEntry(`${day}-${index}`, day, { publisherId: 'pub_pages' })),
    );
    await seed(entries);
    const [paid] = entries;
    if (paid) await journal.bookPayment('run_1', { ...paid, kind: 'payment' });
    await journal.book(verdictEntry('neighbour', '2026-03-12', { publisherId: 'pub_pages2' }));
    const sizes: number[] = [];
    const seen: Entry[] = [];
    for await (const page of journal.pages('pub_pages', '2026-03-09', '2026-03-15')) {
      sizes.push(page.length);
      seen.push(...page);
    }
    const keyOf = (entry: Entry) => `${entry.payableDay}#${entry.entryId}`;
    expect(sizes).toEqual([1_000, 500]);
    expect(seen.map(keyOf)).toEqual(
      entries
        .filter(({ payableDay }) => payableDay >= '2026-03-09' && payableDay <= '2026-03-15')
        .map(keyOf)
        .sort(),
    );
    const everything = await collect(journal.allPages('pub_pages'));
    expect(everything).toHaveLength(2_501);
    expect(everything.filter((entry) => entry.kind === 'payment')).toHaveLength(1);
  });

  it('gives the same digest for the same range, whatever the pages', async () => {
    const whole = startDigest();
    whole.add(await collect(journal.pages('pub_pages', '2026-03-09', '2026-03-15')));
    const paged = startDigest();
    for await (const page of journal.pages('pub_pages', '2026-03-09', '2026-03-15')) paged.add(page);
    expect(paged.summary()).toEqual(whole.summary());
    expect(paged.summary()).toMatchObject({ count: 1_500, owedMinor: new Map([['USD', 4_500_000n]]) });
  });
});

describe('the journal as a person pages through it', () => {
  it('shows the days that are asked for and no others, page by page, and refuses a cursor from outside them', async () => {
    const days = ['2026-04-01', '2026-04-02', '2026-04-02', '2026-04-03'];
    const entries = days.map((day, index) => verdictEntry(`call_day_${index}`, day, { publisherId: 'pub_days' }));
    await seed(entries);
    const list = dynamoEntryList(client, table);
    const range = { fromDay: '2026-04-02', toDay: '2026-04-02' };
    const first = await list.ofPublisher('pub_days', { limit: 1 }, range);
    const second = await list.ofPublisher('pub_days', { limit: 10, cursor: first.nextCursor }, range);
    const shown = [...first.items, ...second.items].map(({ entryId }) => entryId).sort();
    expect(shown).toEqual([entries[1]?.entryId, entries[2]?.entryId].sort());
    expect(second.nextCursor).toBeUndefined();
    const { nextCursor } = await list.ofPublisher('pub_days', { limit: 1 });
    const outside = list.ofPublisher('pub_days', { limit: 1, cursor: nextCursor }, range);
    await expect(outside).rejects.toMatchObject({ kind: 'invalid' });
  });
});
