import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Clock, DAY_MS, SECOND_MS } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { EXPIRES } from '../platform/table-schema.ts';
import { leadCountKey } from './keys.ts';
import type { LeadCounts } from './ports.ts';

const stored = z.object({ taken: z.int().nonnegative() });

/** Nobody asks for a day that is over. */
const KEPT_MS = 7 * DAY_MS;

/** Counts in table `outcomes`: the check and the place are one conditional write. */
export function dynamoLeadCounts(client: DynamoDBDocumentClient, tableName: string, clock: Clock): LeadCounts {
  return {
    async take(offerId, day, cap) {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: leadCountKey(offerId, day),
        UpdateExpression: 'ADD taken :one SET #expires = :expires',
        ConditionExpression: 'attribute_not_exists(taken) OR taken < :cap',
        ExpressionAttributeNames: { '#expires': EXPIRES },
        ExpressionAttributeValues: {
          ':one': 1,
          ':cap': cap,
          ':expires': Math.ceil((clock.nowMs() + KEPT_MS) / SECOND_MS),
        },
      });
      try {
        await client.send(update);
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
    async taken(offerId, day) {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: leadCountKey(offerId, day) }));
      return Item ? stored.parse(Item).taken : 0;
    },
  };
}
