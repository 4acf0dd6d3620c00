import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { deterministicId } from '../kernel/ids.ts';
import { type Clock, DAY_MS, SECOND_MS } from '../kernel/time.ts';
import { EXPIRES } from '../platform/table-schema.ts';
import { bookingKey, NEXT_PREFIX, TOLD_PREFIX } from './keys.ts';
import { bookingEvent } from './messages.ts';
import type { Strays } from './ports.ts';

const stored = z.object({ sk: z.string(), event: bookingEvent });

/** More of them about one booking that nobody knows are a mistake or an attack. */
const MAX_STRAYS = 50;

/** A booking that is not told of within a month is nobody's of ours; calendars try for a day at most. */
const STRAY_MS = 30 * DAY_MS;

/** What was told of bookings that nobody knows yet, beside where their link will be. */
export function dynamoStrays(client: DynamoDBDocumentClient, table: string, clock: Clock): Strays {
  const put = async (bookingId: string, sk: string, event: object): Promise<void> => {
    const expires = Math.ceil((clock.nowMs() + STRAY_MS) / SECOND_MS);
    const item = { pk: bookingKey(bookingId).pk, sk, event, [EXPIRES]: expires };
    await client.send(new PutCommand({ TableName: table, Item: item }));
  };
  return {
    keep: (bookingId, event) =>
      put(bookingId, `${TOLD_PREFIX}${deterministicId('told', bookingId, JSON.stringify(event))}`, event),
    keepNext: (bookingId, nextId, event) => put(bookingId, `${NEXT_PREFIX}${nextId}`, event),
    async of(bookingId) {
      const request = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk > :link',
        ExpressionAttributeValues: { ':pk': bookingKey(bookingId).pk, ':link': bookingKey(bookingId).sk },
        ConsistentRead: true,
        Limit: MAX_STRAYS,
      });
      const items = ((await client.send(request)).Items ?? []).map((item) => stored.parse(item));
      return {
        told: items.filter(({ sk }) => sk.startsWith(TOLD_PREFIX)).map(({ event }) => event),
        next: items
          .filter(({ sk }) => sk.startsWith(NEXT_PREFIX))
          .map(({ sk, event }) => ({ bookingId: sk.slice(NEXT_PREFIX.length), event })),
      };
    },
  };
}
