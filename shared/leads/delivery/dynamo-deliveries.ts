import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isConditionFailure } from '../../platform/dynamo.ts';
import { deliveryKey } from '../keys.ts';
import { DELIVERY_STATES } from './model.ts';
import type { Deliveries } from './ports.ts';

const stored = z.object({
  leadId: z.string(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  busyUntilMs: z.int().optional(),
  problem: z.string().optional(),
  deliveredAtMs: z.int().optional(),
  reference: z.string().optional(),
  returnReason: z.string().optional(),
  firstTouchAtMs: z.int().optional(),
  touchFromMs: z.int().optional(),
  rev: z.int(),
});

/** Beside the lead in table `outcomes`: one small item, one unit a write. */
export function dynamoDeliveries(client: DynamoDBDocumentClient, table: string): Deliveries {
  return {
    async get(leadId) {
      const get = new GetCommand({ TableName: table, Key: deliveryKey(leadId), ConsistentRead: true });
      const { Item } = await client.send(get);
      return Item && stored.parse(Item);
    },
    async save(seen, next) {
      const put = new PutCommand({
        TableName: table,
        Item: { ...deliveryKey(seen.leadId), ...next, rev: seen.rev + 1 },
        ConditionExpression: seen.rev === 0 ? 'attribute_not_exists(pk)' : 'rev = :seen',
        ...(seen.rev > 0 && { ExpressionAttributeValues: { ':seen': seen.rev } }),
      });
      try {
        await client.send(put);
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}
