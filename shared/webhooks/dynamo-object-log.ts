import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { deliveryOf } from './delivery-item.ts';
import { logKey, objectPrefix } from './keys.ts';
import type { Delivery, DeliveryState } from './model.ts';

export interface ObjectLog {
  readonly webhookId: string;
  readonly objectId: string;
  /** Sort keys, both included; all of the object's without them. */
  readonly from?: string;
  readonly to?: string;
  readonly states?: readonly DeliveryState[];
}

/** A read is a megabyte: some thousand deliveries. Nobody's outcome has a hundred within thirty days; what counts by the day may. */
const MAX_READS = 50;

/**
 * What one webhook was told of one object, in order and strongly consistent, read as far as the caller goes.
 *
 * @throws Error behind MAX_READS megabytes
 */
export async function* objectLog(
  client: DynamoDBDocumentClient,
  table: string,
  { webhookId, objectId, from, to, states }: ObjectLog,
): AsyncGenerator<Delivery, void, undefined> {
  const prefix = objectPrefix(objectId);
  const wanted = states?.map((state, index) => [`:state${index}`, state] as const) ?? [];
  let startKey: Record<string, unknown> | undefined;
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ...(wanted.length > 0 && {
          FilterExpression: `#state IN (${wanted.map(([name]) => name).join(', ')})`,
          ExpressionAttributeNames: { '#state': 'state' },
        }),
        ExpressionAttributeValues: {
          ':pk': logKey(webhookId),
          ':from': from ?? prefix,
          ':to': to ?? `${prefix}~`,
          ...Object.fromEntries(wanted),
        },
        ConsistentRead: true,
        ExclusiveStartKey: startKey,
      }),
    );
    for (const item of Items) yield deliveryOf(item);
    if (!LastEvaluatedKey) return;
    startKey = LastEvaluatedKey;
  }
  throw new Error(`one object has more deliveries than ${MAX_READS} reads give`);
}
