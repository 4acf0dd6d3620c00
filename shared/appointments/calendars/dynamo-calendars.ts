import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { BY_OWNER, ownerSort } from '../../catalog/keys.ts';
import type { Clock } from '../../kernel/time.ts';
import { cached } from '../../platform/cache.ts';
import { countedVersion } from '../../platform/change-from.ts';
import type { Cipher } from '../../platform/cipher.ts';
import { putVersion } from '../../platform/put-version.ts';
import { queryPage } from '../../platform/query-page.ts';
import { calendarKey, calendarsOf } from '../keys.ts';
import { type Calendar, type CalendarReader, type CalendarStore, CONNECTED } from './ports.ts';

const stored = z.object({
  calendarId: z.string(),
  advertiserId: z.string(),
  kind: z.enum(CONNECTED),
  name: z.string(),
  createdAtMs: z.int(),
  version: z.int().positive().optional(),
  /** The newest secret first, sealed (platform/cipher.ts); the one before it is still good. */
  secrets: z.array(z.string()).min(1).max(2),
});

const purposeOf = (calendarId: string): string => `calendar ${calendarId}`;

function calendarOf(item: unknown): Calendar {
  const { secrets: _secrets, ...calendar } = stored.parse(item);
  return calendar;
}

function itemOf(calendar: Calendar, secrets: readonly string[]) {
  const { calendarId, advertiserId, createdAtMs } = calendar;
  const index = { ownerKey: calendarsOf(advertiserId), ownerSort: ownerSort(createdAtMs, calendarId) };
  return { ...calendarKey(calendarId), ...index, ...calendar, secrets };
}

async function read(client: DynamoDBDocumentClient, table: string, calendarId: string, ConsistentRead: boolean) {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: calendarKey(calendarId), ConsistentRead }),
  );
  return Item && stored.parse(Item);
}

/** Connected calendars in table `catalog`, their secrets sealed. */
export function dynamoCalendars(client: DynamoDBDocumentClient, table: string, cipher: Cipher): CalendarStore {
  return {
    async get(calendarId) {
      const item = await read(client, table, calendarId, true);
      return item && calendarOf(item);
    },
    async create(calendar, secret) {
      const sealed = await cipher.seal(secret, purposeOf(calendar.calendarId));
      await client.send(new PutCommand({ TableName: table, Item: itemOf(calendar, [sealed]) }));
    },
    list: (advertiserId, page) =>
      queryPage(
        client,
        {
          table,
          index: BY_OWNER,
          list: { name: 'calendars', fixed: { ownerKey: calendarsOf(advertiserId) }, free: ['pk', 'sk', 'ownerSort'] },
        },
        page,
        calendarOf,
      ),
    async rotate(calendar, secret) {
      const { calendarId } = calendar;
      const before = (await read(client, table, calendarId, true))?.secrets ?? [];
      const newest = await cipher.seal(secret, purposeOf(calendarId));
      const item = itemOf(calendar, [newest, ...before].slice(0, 2));
      return putVersion(client, table, item, countedVersion(calendar) - 1);
    },
  };
}

/** The same as webhooks are verified by: up to 30 s late. */
export function dynamoCalendarReader(
  client: DynamoDBDocumentClient,
  table: string,
  cipher: Cipher,
  clock: Clock,
): CalendarReader {
  const connected = cached(async (calendarId: string) => {
    const item = await read(client, table, calendarId, false);
    if (!item) return undefined;
    const secrets = await Promise.all(item.secrets.map((sealed) => cipher.open(sealed, purposeOf(calendarId))));
    return { calendar: calendarOf(item), secrets };
  }, clock);
  return { connected };
}
