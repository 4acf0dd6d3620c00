import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { endOfDayMs, startOfDayMs } from '../kernel/time.ts';
import type { PagedList } from '../platform/cursor.ts';
import { queryPage } from '../platform/query-page.ts';
import { bookedEntryOf } from './book-item.ts';
import { advertiserAccountKey, BY_ACCOUNT, journalPk, sortableMs } from './keys.ts';
import type { BookReader } from './ports.ts';

/** About 400 KB a page. */
const PAGE_ENTRIES = 1_000;

const listOf = (advertiserId: string): PagedList => ({
  name: 'account-entries',
  fixed: { accountKey: advertiserAccountKey(advertiserId) },
  free: ['pk', 'sk', 'accountSort'],
});

/** The books as they are read: by day, and by advertiser in order of booking. */
export function dynamoBookReader(client: DynamoDBDocumentClient, tableName: string, zone: string): BookReader {
  const part: BookReader['part'] = async (day, after, limit) => {
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': journalPk(day) },
        ConsistentRead: true,
        Limit: limit,
        ExclusiveStartKey: after === undefined ? undefined : { pk: journalPk(day), sk: after },
      }),
    );
    const next: unknown = answer.LastEvaluatedKey?.sk;
    const entries = (answer.Items ?? []).map(bookedEntryOf);
    return typeof next === 'string' ? { entries, next } : { entries };
  };

  return {
    part,
    async *day(day) {
      let after: string | undefined;
      do {
        const { entries, next } = await part(day, after, PAGE_ENTRIES);
        yield entries;
        after = next;
      } while (after);
    },
    async *ofAdvertiser(advertiserId, fromDay, toDay) {
      let start: Record<string, unknown> | undefined;
      do {
        const answer = await client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: BY_ACCOUNT,
            KeyConditionExpression: 'accountKey = :key AND accountSort BETWEEN :from AND :to',
            ExpressionAttributeValues: {
              ':key': advertiserAccountKey(advertiserId),
              ':from': sortableMs(startOfDayMs(fromDay, zone)),
              // The first instant after the last day has an id behind it, so its own entries are greater.
              ':to': sortableMs(endOfDayMs(toDay, zone)),
            },
            Limit: PAGE_ENTRIES,
            ExclusiveStartKey: start,
          }),
        );
        yield (answer.Items ?? []).map(bookedEntryOf);
        start = answer.LastEvaluatedKey;
      } while (start);
    },
    listOfAdvertiser: (advertiserId, page) =>
      queryPage(
        client,
        { table: tableName, index: BY_ACCOUNT, list: listOf(advertiserId), newestFirst: true },
        page,
        bookedEntryOf,
      ),
  };
}
