import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Clock } from '../../kernel/time.ts';
import { cached } from '../../platform/cache.ts';
import type { Dimension } from '../model.ts';
import type { NameReader } from './ports.ts';

type Named = { readonly name: string };

const plain = z.object({ name: z.string() });
const offer = z.object({ offer: plain }).transform((item) => item.offer);

/** Names in table `catalog`, remembered for half a minute. */
export function dynamoNames(client: DynamoDBDocumentClient, tableName: string, clock: Clock): NameReader {
  const lookup = (prefix: string, sk: string, item: z.ZodType<Named>) =>
    cached(async (id) => {
      const Key = { pk: `${prefix}#${id}`, sk };
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key }));
      return Item && item.parse(Item).name;
    }, clock);
  const lookups: Partial<Record<Dimension, ReturnType<typeof lookup>>> = {
    advertiser: lookup('ADV', 'ADV', plain),
    publisher: lookup('PUB', 'PUB', plain),
    setter: lookup('SETTER', 'SETTER', plain),
    offer: lookup('OFFER', 'OFFER', offer),
  };
  return { nameOf: async (dimension, id) => (id && (await lookups[dimension]?.(id))) || id };
}
