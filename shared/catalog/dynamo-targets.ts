import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isConditionFailure } from '../platform/dynamo.ts';
import { putVersion } from '../platform/put-version.ts';
import { parseTarget } from './dynamo-items.ts';
import { ownNumberKey, TARGET_PREFIX, targetKey } from './keys.ts';
import { MAX_TARGETS_PER_OFFER, type Target } from './model.ts';
import type { OwnNumbers, TargetStore } from './ports.ts';

const itemOf = (target: Target) => ({ ...targetKey(target.offerId, target.targetId), ...target });

/** One bounded query: the targets of an offer share its partition. */
export async function queryTargets(
  client: DynamoDBDocumentClient,
  table: string,
  offerId: string,
  consistent: boolean,
): Promise<readonly Target[]> {
  const answer = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :offer AND begins_with(sk, :targets)',
      ExpressionAttributeValues: { ':offer': targetKey(offerId, '').pk, ':targets': TARGET_PREFIX },
      ConsistentRead: consistent,
      Limit: MAX_TARGETS_PER_OFFER,
    }),
  );
  return (answer.Items ?? []).map(parseTarget);
}

export function dynamoTargets(client: DynamoDBDocumentClient, table: string): TargetStore {
  const get = async (offerId: string, targetId: string): Promise<Target | undefined> => {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: targetKey(offerId, targetId), ConsistentRead: true }),
    );
    return answer.Item ? parseTarget(answer.Item) : undefined;
  };
  return {
    async create(target) {
      const put = new PutCommand({
        TableName: table,
        Item: itemOf(target),
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      try {
        await client.send(put);
        return target;
      } catch (error) {
        if (isConditionFailure(error)) return (await get(target.offerId, target.targetId)) ?? target;
        throw error;
      }
    },
    replace: (target, seenVersion) => putVersion(client, table, itemOf(target), seenVersion),
    ofOffer: (offerId) => queryTargets(client, table, offerId, true),
  };
}

export function dynamoOwnNumbers(client: DynamoDBDocumentClient, table: string): OwnNumbers {
  return {
    async has(number) {
      const answer = await client.send(
        new GetCommand({
          TableName: table,
          Key: ownNumberKey(number),
          ProjectionExpression: 'pk',
          ConsistentRead: true,
        }),
      );
      return answer.Item !== undefined;
    },
  };
}
