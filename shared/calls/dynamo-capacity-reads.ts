import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { minorStored } from '../kernel/schemas.ts';
import type { Stored } from './dynamo-capacity-item.ts';
import { capacityKey } from './keys.ts';

/** DynamoDB gives 100 items a request. */
const ITEMS_A_READ = 100;
/** Reads of one batch that may come back unfinished before we give up. */
const MAX_READS = 6;

const used = z.object({ k: z.string(), c: z.int(), a: minorStored }).optional();

const capacityItem = z.object({
  pk: z.string().transform((pk) => pk.slice(pk.indexOf('#') + 1)),
  slots: z.record(z.string(), z.number()),
  used: z.object({ hour: used, day: used, month: used, total: used }),
  missed: z.object({ h: z.string(), hc: z.int(), d: z.string(), dc: z.int(), last: z.string() }).optional(),
  answers: z.object({ k: z.int(), o: z.int(), a: z.int(), po: z.int(), pa: z.int() }).optional(),
  rev: z.int(),
});

/** Items of places as they stand, by their name: a hundred a request, all requests at once, eventually consistent. */
export async function readCapacityItems(
  client: DynamoDBDocumentClient,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  async function readBatch(batch: readonly string[]): Promise<readonly (readonly [string, Stored])[]> {
    const found: (readonly [string, Stored])[] = [];
    let keys: Record<string, unknown>[] = batch.map(capacityKey);
    for (let reads = 0; keys.length > 0; reads += 1) {
      if (reads >= MAX_READS) throw new Problem('unavailable', 'the table is busy; try again');
      const answer = await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }));
      for (const each of answer.Responses?.[table] ?? []) {
        const { pk, ...stored } = capacityItem.parse(each);
        found.push([pk, stored]);
      }
      keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return found;
  }

  const batches: (readonly string[])[] = [];
  for (let at = 0; at < ids.length; at += ITEMS_A_READ) batches.push(ids.slice(at, at + ITEMS_A_READ));
  return new Map((await Promise.all(batches.map(readBatch))).flat());
}
