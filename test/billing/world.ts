import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { enterEntriesHandler } from '../../functions/billing/enter-entries/handler.ts';
import { dynamoBalances } from '../../shared/billing/dynamo-balances.ts';
import { dynamoBookReader } from '../../shared/billing/dynamo-book-reader.ts';
import { dynamoBooks } from '../../shared/billing/dynamo-books.ts';
import { advertiserEntryItem } from '../../shared/ledger/advertiser-entry.ts';
import { entryItem } from '../../shared/ledger/entry-item.ts';
import type { AdvertiserEntry, Entry } from '../../shared/ledger/model.ts';
import type { CounterName } from '../../shared/platform/counters.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

export const ZONE = 'America/New_York';

/** A value in DynamoDB's wire form. */
function wire(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number' || typeof value === 'bigint') return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(wire) };
  return { M: image(value as Record<string, unknown>) };
}

const image = (item: Record<string, unknown>): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, wire(value)]),
  );

export const itemOf = (entry: Entry | AdvertiserEntry): Record<string, unknown> =>
  'advertiserId' in entry ? advertiserEntryItem(entry) : entryItem(entry);

/** What the stream of the ledger says of an item. */
export const recordOf = (item: Record<string, unknown>, index = 0, eventName = 'INSERT'): DynamoDBRecord =>
  ({ eventName, dynamodb: { SequenceNumber: `s${index}`, NewImage: image(item) } }) as DynamoDBRecord;

/** The books on a table of their own on the real engine, fed as the stream feeds them. */
export async function createBooks() {
  const client = testDocumentClient();
  const table = await createTable(reportsTable);
  const clock = new TestClock();
  const counted: CounterName[] = [];
  const books = dynamoBooks(client, table, ZONE);
  const handler = enterEntriesHandler({
    books,
    followCredit: async () => {},
    log: silentLog,
    count: (name) => void counted.push(name),
  });
  return {
    client,
    table,
    clock,
    counted,
    books,
    handler,
    units: meter(client),
    zone: ZONE,
    balances: dynamoBalances(client, table, clock, ZONE),
    book: dynamoBookReader(client, table, ZONE),
    stream: (...entries: (Entry | AdvertiserEntry)[]) =>
      handler({ Records: entries.map((entry, index) => recordOf(itemOf(entry), index)) }),
  };
}

export type BooksWorld = Awaited<ReturnType<typeof createBooks>>;
