import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { batchGet } from '../platform/batch-get.ts';
import type { Stored } from './dynamo-capacity-item.ts';
import { capacityKey } from './keys.ts';

const used = z.object({ k: z.string(), c: z.int(), a: minorStored }).optional();

const capacityItem = z.object({
  pk: z.string().transform((pk) => pk.slice(pk.indexOf('#') + 1)),
  slots: z.record(z.string(), z.number()),
  used: z.object({ hour: used, day: used, month: used, total: used }),
  missed: z.object({ h: z.string(), hc: z.int(), d: z.string(), dc: z.int(), last: z.string() }).optional(),
  answers: z.object({ k: z.int(), o: z.int(), a: z.int(), po: z.int(), pa: z.int() }).optional(),
  rev: z.int(),
});

/** Items of places as they stand, by their name; eventually consistent. */
export async function readCapacityItems(
  client: DynamoDBDocumentClient,
  table: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  const items = await batchGet(client, { table }, ids.map(capacityKey));
  return new Map(
    items.map((each) => {
      const { pk, ...stored } = capacityItem.parse(each);
      return [pk, stored];
    }),
  );
}
