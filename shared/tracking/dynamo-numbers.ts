import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { BY_OWNER } from '../catalog/keys.ts';
import { Problem } from '../kernel/problem.ts';
import { batchGet } from '../platform/batch-get.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { itemOfNumber, parseNumber } from './dynamo-catalog-items.ts';
import { createLease } from './dynamo-lease-writes.ts';
import { leaseSort, numberKey, numberOwnerSort, numbersOwner } from './keys.ts';
import type { NumberLists, NumberStore, PoolNumber, PoolNumberStore } from './ports.ts';

/** Numbers written at the same time. */
const WRITES_AT_ONCE = 25;

export function dynamoNumbers(client: DynamoDBDocumentClient, catalog: string): NumberStore {
  return {
    async findAll(numbers) {
      const items = await batchGet(client, { table: catalog, consistent: true }, numbers.map(numberKey));
      return new Map(items.map(parseNumber).map((each) => [each.number, each]));
    },
    async addStatic(number) {
      const once = { TableName: catalog, Item: itemOfNumber(number), ConditionExpression: 'attribute_not_exists(pk)' };
      try {
        await client.send(new PutCommand(once));
        return 'added';
      } catch (error) {
        if (isConditionFailure(error)) return 'exists';
        throw error;
      }
    },
  };
}

export function dynamoPoolNumbers(
  client: DynamoDBDocumentClient,
  { catalog, leases }: { readonly catalog: string; readonly leases: string },
): PoolNumberStore {
  /** The catalog first: a call to a number that is being leased must find its pool. */
  async function addOne(number: PoolNumber): Promise<void> {
    try {
      await client.send(
        new PutCommand({
          TableName: catalog,
          Item: itemOfNumber(number),
          ConditionExpression: 'attribute_not_exists(pk) OR poolId = :pool',
          ExpressionAttributeValues: { ':pool': number.poolId },
        }),
      );
    } catch (error) {
      if (isConditionFailure(error)) throw new Problem('conflict', 'one of the numbers was given away meanwhile');
      throw error;
    }
    await createLease({ client, tableName: leases }, { poolId: number.poolId, sk: leaseSort(number.number) });
  }

  return {
    async addToPool(numbers) {
      await pMap(numbers, addOne, { concurrency: WRITES_AT_ONCE });
    },
  };
}

export const dynamoNumberLists = (client: DynamoDBDocumentClient, table: string): NumberLists => ({
  list(publisherId, poolId, page) {
    const list = {
      name: `numbers ${poolId ?? ''}`,
      fixed: { ownerKey: numbersOwner(publisherId) },
      free: ['pk', 'sk', 'ownerSort'],
    };
    const prefix =
      poolId === undefined ? {} : { prefix: { attribute: 'ownerSort', value: numberOwnerSort('', poolId) } };
    return queryPage(client, { table, index: BY_OWNER, list, ...prefix }, page, parseNumber);
  },
});
