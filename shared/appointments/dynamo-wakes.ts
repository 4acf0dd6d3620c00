import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { sortableMs } from '../outcomes/keys.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { NEXT_WAKE, wakeKey, wakePk } from './keys.ts';
import type { WakeList, Woken } from './wake-due.ts';

const stored = z.object({ sk: z.string().regex(/^\d{15}#./), rev: z.int().default(0) });

function wokenOf(item: unknown): Woken {
  const { sk, rev } = stored.parse(item);
  const separator = sk.indexOf('#');
  return { atMs: Number(sk.slice(0, separator)), outcomeId: sk.slice(separator + 1), rev };
}

/** Wakes in table `outcomes`, an item each in the bucket of its hour. */
export function dynamoWakes(client: DynamoDBDocumentClient, table: string): WakeList {
  return {
    async nextHour() {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: NEXT_WAKE, ConsistentRead: true }));
      return Item && z.object({ hour: z.int() }).parse(Item).hour;
    },
    async setNextHour(hour) {
      await client.send(new PutCommand({ TableName: table, Item: { ...NEXT_WAKE, hour } }));
    },
    async due(hour, untilMs, limit) {
      const request = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk < :until',
        ExpressionAttributeValues: { ':pk': wakePk(hour), ':until': sortableMs(untilMs + 1) },
        ConsistentRead: true,
        Limit: limit,
      });
      return ((await client.send(request)).Items ?? []).map(wokenOf);
    },
    async remove(woken) {
      await Promise.all(
        woken.map(async ({ outcomeId, atMs, rev }) => {
          const remove = new DeleteCommand({
            TableName: table,
            Key: wakeKey(atMs, outcomeId),
            ConditionExpression: 'attribute_not_exists(rev) OR rev = :seen',
            ExpressionAttributeValues: { ':seen': rev },
          });
          await client.send(remove).catch((error: unknown) => {
            if (!isConditionFailure(error)) throw error;
          });
        }),
      );
    },
  };
}
