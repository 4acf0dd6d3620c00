import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { batchGet, type ItemKey } from '../platform/batch-get.ts';
import type { NamedDimension } from './model.ts';
import type { NameReader, Thing } from './ports.ts';

const plain = z.object({ pk: z.string(), sk: z.string(), name: z.string() });
const stored = z.union([
  plain,
  z
    .object({ pk: z.string(), sk: z.string(), offer: z.object({ name: z.string() }) })
    .transform(({ pk, sk, offer }) => ({ pk, sk, ...offer })),
]);

const KEYS: Readonly<Record<NamedDimension, (thing: Thing) => ItemKey>> = {
  advertiser: ({ id }) => ({ pk: `ADV#${id}`, sk: 'ADV' }),
  publisher: ({ id }) => ({ pk: `PUB#${id}`, sk: 'PUB' }),
  setter: ({ id }) => ({ pk: `SETTER#${id}`, sk: 'SETTER' }),
  offer: ({ id }) => ({ pk: `OFFER#${id}`, sk: 'OFFER' }),
  target: ({ id, offerId = '' }) => ({ pk: `OFFER#${offerId}`, sk: `TARGET#${id}` }),
};

const textOf = ({ pk, sk }: ItemKey): string => `${pk} ${sk}`;

/** Names in table `catalog`, a hundred a read. */
export const dynamoNames = (client: DynamoDBDocumentClient, table: string): NameReader => ({
  async namesOf(things) {
    const keys = things.map((thing) => KEYS[thing.dimension](thing));
    const items = (await batchGet(client, { table }, keys)).map((item) => stored.parse(item));
    const names = new Map(items.map((item) => [textOf(item), item.name]));
    return keys.map((key) => names.get(textOf(key)));
  },
});
