import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { BY_OWNER } from '../catalog/keys.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { itemOfPool, parsePool } from './dynamo-catalog-items.ts';
import { poolKey, poolsOwner } from './keys.ts';
import type { Pool } from './model.ts';
import type { PoolStore } from './ports.ts';

export const poolList = (publisherId: string): PagedList => ({
  name: 'pools',
  fixed: { ownerKey: poolsOwner(publisherId) },
  free: ['pk', 'sk', 'ownerSort'],
});

export function dynamoPools(client: DynamoDBDocumentClient, table: string): PoolStore {
  const get = async (poolId: string): Promise<Pool | undefined> => {
    const answer = await client.send(new GetCommand({ TableName: table, Key: poolKey(poolId), ConsistentRead: true }));
    return answer.Item ? parsePool(answer.Item) : undefined;
  };
  return {
    get,
    async create(pool) {
      const once = { TableName: table, Item: itemOfPool(pool), ConditionExpression: 'attribute_not_exists(pk)' };
      try {
        await client.send(new PutCommand(once));
        return pool;
      } catch (error) {
        const standing = isConditionFailure(error) ? await get(pool.poolId) : undefined;
        if (!standing) throw error;
        return standing;
      }
    },
    list: (publisherId, page) =>
      queryPage(client, { table, index: BY_OWNER, list: poolList(publisherId) }, page, parsePool),
  };
}
