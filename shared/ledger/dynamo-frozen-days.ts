import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isDay } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { frozenSk, ledgerPk } from './keys.ts';
import type { FrozenDays } from './ports.ts';

const stored = z.object({ day: z.string().refine(isDay), inputHash: z.string() });

/** Frozen days beside the entries of their publisher, outside every range that a payout reads. */
export function dynamoFrozenDays(client: DynamoDBDocumentClient, tableName: string): FrozenDays {
  const keyOf = (publisherId: string, entryId: string) => ({ pk: ledgerPk(publisherId), sk: frozenSk(entryId) });

  async function standing(publisherId: string, entryId: string): Promise<z.output<typeof stored>> {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: keyOf(publisherId, entryId), ConsistentRead: true }),
    );
    return stored.parse(Item);
  }

  return {
    async freeze(publisherId, entryId, day, inputHash) {
      const item = { ...keyOf(publisherId, entryId), day, inputHash };
      try {
        await client.send(
          new PutCommand({ TableName: tableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
        );
        return { day, inputHash };
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return standing(publisherId, entryId);
      }
    },

    async move(publisherId, entryId, from, to) {
      try {
        await client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: keyOf(publisherId, entryId),
            UpdateExpression: 'SET #day = :to',
            ConditionExpression: '#day = :from',
            ExpressionAttributeNames: { '#day': 'day' },
            ExpressionAttributeValues: { ':from': from, ':to': to },
          }),
        );
        return to;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return (await standing(publisherId, entryId)).day;
      }
    },
  };
}
