import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isConditionFailure } from '../../platform/dynamo.ts';
import { restNow } from '../dynamo-lease-writes.ts';
import { leaseKey, leaseSort, numberKey } from '../keys.ts';
import type { PoolPlaces } from './ports.ts';

/** Takes numbers out of pools: their leases in table `leases`, whose they are in table `catalog`. */
export function dynamoPoolPlaces(
  client: DynamoDBDocumentClient,
  { catalog, leases }: { readonly catalog: string; readonly leases: string },
): PoolPlaces {
  return {
    async rest(poolId, number, nowMs) {
      const write = await restNow({ client, tableName: leases }, { poolId, sk: leaseSort(number) }, nowMs);
      if (write.kind === 'done') return 'resting';
      if (!write.standing) return 'unknown';
      return write.standing.isResting ? 'resting' : 'held';
    },
    async clear(poolId, number) {
      await client.send(new DeleteCommand({ TableName: leases, Key: leaseKey(poolId, number) }));
      try {
        await client.send(
          new DeleteCommand({
            TableName: catalog,
            Key: numberKey(number),
            ConditionExpression: 'poolId = :pool',
            ExpressionAttributeValues: { ':pool': poolId },
          }),
        );
      } catch (error) {
        // It is another pool's by now, or nobody's.
        if (!isConditionFailure(error)) throw error;
      }
    },
  };
}
