import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { transact } from '../platform/transact.ts';
import { FEEDBACK_RESULTS, type Feedback } from './feedback.ts';
import { chainKey, feedbackKey } from './keys.ts';
import type { ChainSale, FeedbackStore } from './ports.ts';

type Writes = NonNullable<Parameters<typeof transact>[1]>;

const storedFeedback = z.object({
  outcomeId: z.string(),
  result: z.enum(FEEDBACK_RESULTS),
  saleMinor: minorStored.optional(),
  note: z.string().optional(),
  atMs: z.int().nonnegative(),
  revision: z.int().positive(),
});

/** Whose the sale of a chain is once the report stands: nothing where it is not this outcome's, before or after. */
function saleWrites(table: string, { outcomeId, result }: Feedback, { chain, isOurs }: ChainSale): Writes {
  if (result !== 'sold' && !isOurs) return [];
  const claim = {
    UpdateExpression: 'SET sold = :id',
    ConditionExpression: 'attribute_not_exists(sold) OR sold = :id',
  };
  const release = { UpdateExpression: 'REMOVE sold', ConditionExpression: 'sold = :id' };
  return [
    {
      Update: {
        ...{ TableName: table, Key: chainKey(chain), ExpressionAttributeValues: { ':id': outcomeId } },
        ...(result === 'sold' ? claim : release),
      },
    },
  ];
}

/** Reports beside their outcomes; whoever counts them reads the stream. */
export function dynamoFeedback(client: DynamoDBDocumentClient, tableName: string): FeedbackStore {
  return {
    async get(outcomeId) {
      const request = new GetCommand({ TableName: tableName, Key: feedbackKey(outcomeId), ConsistentRead: true });
      const { Item } = await client.send(request);
      return Item && storedFeedback.parse(Item);
    },

    async put(before, after, sale) {
      const put = {
        TableName: tableName,
        Item: { ...feedbackKey(after.outcomeId), ...after },
        ConditionExpression: before ? 'revision = :seen' : 'attribute_not_exists(pk)',
        ...(before && { ExpressionAttributeValues: { ':seen': before.revision } }),
      };
      if (sale)
        return transact(client, [{ Put: put }, ...saleWrites(tableName, after, sale)], 'reports of this outcome');
      try {
        await client.send(new PutCommand(put));
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
  };
}
