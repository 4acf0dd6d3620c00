import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { FEEDBACK_RESULTS } from './feedback.ts';
import { feedbackKey } from './keys.ts';
import type { FeedbackStore } from './ports.ts';

const storedFeedback = z.object({
  outcomeId: z.string(),
  result: z.enum(FEEDBACK_RESULTS),
  saleMinor: minorStored.optional(),
  note: z.string().optional(),
  atMs: z.int().nonnegative(),
  revision: z.int().positive(),
});

/** Reports beside their outcomes; whoever counts them reads the stream. */
export function dynamoFeedback(client: DynamoDBDocumentClient, tableName: string): FeedbackStore {
  return {
    async get(outcomeId) {
      const request = new GetCommand({ TableName: tableName, Key: feedbackKey(outcomeId), ConsistentRead: true });
      const { Item } = await client.send(request);
      return Item && storedFeedback.parse(Item);
    },

    async put(before, after) {
      try {
        await client.send(
          new PutCommand({
            TableName: tableName,
            Item: { ...feedbackKey(after.outcomeId), ...after },
            ConditionExpression: before ? 'revision = :seen' : 'attribute_not_exists(pk)',
            ...(before && { ExpressionAttributeValues: { ':seen': before.revision } }),
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}
