import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionFailure } from '../platform/dynamo.ts';
import { replacementKey } from './keys.ts';
import type { PersonalTrace } from './personal-trace.ts';
import type { ReplacementStore } from './replacement.ts';

/** What the advertiser wrote when it refused somebody: that another one is owed is money's and stays, the words go. */
export function dynamoReplacementTrace(
  client: DynamoDBDocumentClient,
  tableName: string,
  replacements: Pick<ReplacementStore, 'get'>,
): PersonalTrace {
  return {
    name: 'replacement',
    async show({ outcomeId }) {
      const found = await replacements.get(outcomeId);
      return found && { state: found.state, reason: found.reason };
    },
    async erase({ outcomeId }) {
      const update = new UpdateCommand({
        TableName: tableName,
        Key: replacementKey(outcomeId),
        UpdateExpression: 'REMOVE reason',
        ConditionExpression: 'attribute_exists(reason)',
      });
      await client.send(update).catch((error: unknown) => {
        if (!isConditionFailure(error)) throw error;
      });
      return {};
    },
  };
}
