import { BatchGetCommand, type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { BY_OWNER } from '../catalog/keys.ts';
import type { E164 } from '../kernel/phone.ts';
import { Problem } from '../kernel/problem.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { itemOfNumber, parseNumber } from './dynamo-catalog-items.ts';
import { createLease } from './dynamo-lease-writes.ts';
import { leaseSort, numberKey, numberOwnerSort, numbersOwner } from './keys.ts';
import type { TrackingNumber } from './model.ts';
import type { NumberLists, NumberStore, PoolNumber, PoolNumberStore } from './ports.ts';

/** What DynamoDB reads in one batch. */
const BATCH_KEYS = 100;
/** Reads of one batch that may come back unfinished before we give up. */
const MAX_READS = 8;
/** Numbers written at the same time. */
const WRITES_AT_ONCE = 25;

const chunked = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

async function readBatch(
  client: DynamoDBDocumentClient,
  table: string,
  numbers: readonly E164[],
): Promise<TrackingNumber[]> {
  const found: TrackingNumber[] = [];
  let keys: Record<string, unknown>[] = numbers.map(numberKey);
  for (let read = 0; keys.length > 0; read += 1) {
    if (read >= MAX_READS) throw new Problem('unavailable', 'the catalog is busy; try again');
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
    );
    found.push(...(answer.Responses?.[table] ?? []).map(parseNumber));
    keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
}

export function dynamoNumbers(client: DynamoDBDocumentClient, catalog: string): NumberStore {
  return {
    async findAll(numbers) {
      const unique = [...new Set(numbers)];
      const found: TrackingNumber[] = [];
      for (const part of chunked(unique, BATCH_KEYS)) found.push(...(await readBatch(client, catalog, part)));
      return new Map(found.map((each) => [each.number, each]));
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
      for (const part of chunked(numbers, WRITES_AT_ONCE)) await Promise.all(part.map(addOne));
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
