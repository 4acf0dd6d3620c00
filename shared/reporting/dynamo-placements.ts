import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import type { PlacementReader } from './ports.ts';

const pool = z.object({ publisherId: z.string(), offerId: z.string() });
const offer = z.object({ offer: z.object({ advertiserId: z.string(), model: z.string() }) });

/** Pools and offers in table `catalog`, as far as reports know them. */
export function dynamoPlacements(client: DynamoDBDocumentClient, tableName: string, clock: Clock): PlacementReader {
  const get = async (pk: string, sk: string): Promise<unknown> => {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { pk, sk } }));
    if (!Item) throw new Error(`the catalog has no ${pk}`);
    return Item;
  };
  return {
    pool: cached(async (poolId) => pool.parse(await get(`POOL#${poolId}`, 'POOL')), clock),
    offer: cached(async (offerId) => offer.parse(await get(`OFFER#${offerId}`, 'OFFER')).offer, clock),
  };
}
