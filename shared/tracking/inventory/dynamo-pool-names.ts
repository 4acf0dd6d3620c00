import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { batchGet } from '../../platform/batch-get.ts';
import { parsePool } from '../dynamo-catalog-items.ts';
import { poolKey } from '../keys.ts';
import type { PoolNames } from './ports.ts';

/** Pools in table `catalog`, a hundred a read. */
export const dynamoPoolNames = (client: DynamoDBDocumentClient, table: string): PoolNames => ({
  async named(poolIds) {
    const pools = (await batchGet(client, { table }, poolIds.map(poolKey))).map(parsePool);
    return new Map(pools.map((pool) => [pool.poolId, pool]));
  },
});
