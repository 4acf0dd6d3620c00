import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { invariant } from '../kernel/result.ts';
import { isDay } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { frozenPrefix, frozenSk, ledgerPk } from './keys.ts';
import type { FrozenDays } from './ports.ts';

const stored = z.object({ day: z.string().refine(isDay), inputHash: z.string(), move: z.int().nonnegative() });
type Stored = z.output<typeof stored>;

/**
 * Frozen days beside the entries of their publisher, outside every range that a payout reads. No function may change an item
 * of the ledger, so a move is a new item and the last one counts.
 */
export function dynamoFrozenDays(client: DynamoDBDocumentClient, tableName: string): FrozenDays {
  async function standing(publisherId: string, entryId: string): Promise<Stored> {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': ledgerPk(publisherId), ':prefix': frozenPrefix(entryId) },
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: 1,
      }),
    );
    invariant(Items?.[0], `the day of entry ${entryId} was frozen a moment ago`);
    return stored.parse(Items[0]);
  }

  /** False when that place is taken. */
  async function put(publisherId: string, entryId: string, item: Stored): Promise<boolean> {
    const key = { pk: ledgerPk(publisherId), sk: frozenSk(entryId, item.move) };
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...key, ...item },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
      return true;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return false;
    }
  }

  return {
    async freeze(publisherId, entryId, day, inputHash) {
      const isFirst = await put(publisherId, entryId, { day, inputHash, move: 0 });
      return isFirst ? { day, inputHash } : standing(publisherId, entryId);
    },

    async move(publisherId, entryId, from, to) {
      const seen = await standing(publisherId, entryId);
      if (seen.day !== from) return seen.day;
      const isMoved = await put(publisherId, entryId, { ...seen, day: to, move: seen.move + 1 });
      return isMoved ? to : (await standing(publisherId, entryId)).day;
    },
  };
}
