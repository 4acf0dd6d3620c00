import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Day } from '../shared/kernel/time.ts';
import { entryItem } from '../shared/ledger/entry-item.ts';
import { verdictEntry } from '../test/ledger/samples.ts';

const BATCH = 25;
const WIDTH = 4;
/** Far above what the benches load, far below what would fill a machine. */
const MAX_ENTRIES = 2_000_000;

/** What a payout run reads: one publisher's entries, straight into a table without a stream, the n-th on the day that is asked for. */
export async function loadEntries(
  client: DynamoDBDocumentClient,
  table: string,
  publisherId: string,
  count: number,
  dayOf: (index: number) => Day,
): Promise<void> {
  if (count > MAX_ENTRIES) throw new Error(`more than ${MAX_ENTRIES} entries`);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += BATCH;
      const items = Array.from({ length: Math.min(BATCH, count - from) }, (_, offset) => {
        const index = from + offset;
        const outcomeId = `call_${publisherId}_${String(index).padStart(12, '0')}`;
        return {
          PutRequest: {
            Item: entryItem(verdictEntry(outcomeId, dayOf(index), { publisherId })),
          },
        };
      });
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: items } }));
      if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('the engine left entries out');
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
}
