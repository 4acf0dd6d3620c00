import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionFailure } from '../platform/dynamo.ts';
import { feedbackKey } from './keys.ts';
import type { PersonalTrace } from './personal-trace.ts';
import type { FeedbackStore } from './ports.ts';

/** What the advertiser reported, and wrote about it: the word is money's and stays, the note goes. */
export function dynamoFeedbackTrace(
  client: DynamoDBDocumentClient,
  tableName: string,
  feedback: Pick<FeedbackStore, 'get'>,
): PersonalTrace {
  return {
    name: 'report',
    async show({ outcomeId }) {
      const found = await feedback.get(outcomeId);
      return found && { result: found.result, note: found.note };
    },
    async erase({ outcomeId }) {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: feedbackKey(outcomeId),
        UpdateExpression: 'REMOVE note',
        ConditionExpression: 'attribute_exists(note)',
      });
      await client.send(update).catch((error: unknown) => {
        if (!isConditionFailure(error)) throw error;
      });
      return {};
    },
  };
}
