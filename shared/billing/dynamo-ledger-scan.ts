import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { advertiserEntryOf } from '../ledger/advertiser-entry.ts';
import { entryOf } from '../ledger/entry-item.ts';
import type { BookedEntry } from './model.ts';
import type { LedgerScan } from './ports.ts';

/** An entry of either kind; undefined for what is none (the frozen day of an adjustment). */
function readItem(item: Record<string, unknown>): BookedEntry | undefined {
  if (!Array.isArray(item.postings)) return undefined;
  if (!String(item.pk).startsWith('ADV#')) return entryOf(item);
  const entry = advertiserEntryOf(item);
  return { ...entry, payableDay: entry.day };
}

/** The whole ledger in pages of 1 MB, some 2,500 entries; 1,000,000 entries take about 50,000 read units. */
export const dynamoLedgerScan = (client: DynamoDBDocumentClient, table: string): LedgerScan => ({
  async *pages() {
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
      yield (answer.Items ?? []).flatMap((item) => readItem(item) ?? []);
      start = answer.LastEvaluatedKey;
    } while (start);
  },
});
