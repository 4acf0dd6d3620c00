import { type DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { deterministicId } from '../../kernel/ids.ts';
import { minorStored } from '../../kernel/schemas.ts';
import { type Day, startOfDayMs } from '../../kernel/time.ts';
import { cursorOf, cursorRefused, type KeyAttributes, type PagedList, startKeyOf } from '../../platform/cursor.ts';
import { dynamoDayReader } from '../dynamo-day-reader.ts';
import { clicksKey, clicksSort, factsOfPublisher } from '../keys.ts';
import type { ClicksFact } from '../model.ts';
import type { FactReader } from '../ports.ts';
import { daysOf } from '../read-facts.ts';
import type { ClickRow, ClickStore } from './ports.ts';

const text = z.string().optional();

const stored = z.object({
  ...{ day: z.string(), publisherId: z.string(), offerId: z.string(), advertiserId: z.string(), model: z.string() },
  ...{ source: z.string(), campaign: text, medium: text, term: text, content: text },
  ...{ clicks: z.int(), costMinor: minorStored, currency: z.string() },
});

const placeOf = ({ offerId, source, campaign, medium, term, content }: ClickRow): string =>
  deterministicId('place', ...[offerId, source, campaign, medium, term, content].map((each) => each ?? ''));

interface Start {
  readonly day: Day;
  readonly key: KeyAttributes;
}

/** DynamoDB fails on a start outside of what is asked for, and that is the caller's mistake. */
function startOf(list: PagedList, days: readonly Day[], cursor: string | undefined): Start | undefined {
  const found = startKeyOf(list, cursor);
  if (!found) return undefined;
  const { pk = '', sk = '', publisherId = '' } = found;
  const day = days.find((each) => clicksKey(each) === pk);
  if (day === undefined || !sk.startsWith(factsOfPublisher(publisherId))) throw cursorRefused();
  return { day, key: { pk, sk } };
}

/** Clicks in table `reports`, in the network's days. */
export function dynamoClicks(
  client: DynamoDBDocumentClient,
  tableName: string,
  zone: string,
): ClickStore & { readonly facts: FactReader } {
  const factsOf = (item: unknown): ClicksFact[] => {
    const { day, ...row } = stored.parse(item);
    return [{ kind: 'clicks', atMs: startOfDayMs(day, zone), ...row }];
  };
  const facts = dynamoDayReader({ client, tableName, keyOf: clicksKey, factsOf });
  return {
    facts,
    async keep(rows) {
      const TransactItems = rows.map((row) => ({
        Put: {
          TableName: tableName,
          Item: { pk: clicksKey(row.day), sk: clicksSort(row.publisherId, placeOf(row)), ...row },
        },
      }));
      await client.send(new TransactWriteCommand({ TransactItems }));
    },
    // Each day is a partition of its own, so a page goes on from one to the next: 92 of them at the most.
    async list(publisherId, period, { limit, cursor }) {
      const list = { name: `clicks ${period.from} ${period.to}`, fixed: { publisherId }, free: ['pk', 'sk'] };
      const days = daysOf(period).reverse();
      const start = startOf(list, days, cursor);
      const rows: ClickRow[] = [];
      for (const day of start ? days.slice(days.indexOf(start.day)) : days) {
        const answer = await client.send(
          new QueryCommand({
            TableName: tableName,
            KeyConditionExpression: 'pk = :pk AND begins_with(sk, :publisher)',
            ExpressionAttributeValues: { ':pk': clicksKey(day), ':publisher': factsOfPublisher(publisherId) },
            Limit: limit - rows.length,
            ...(day === start?.day && { ExclusiveStartKey: start.key }),
          }),
        );
        const found = answer.Items ?? [];
        rows.push(...found.map((item) => stored.parse(item)));
        // The last day's last row: nothing comes after it.
        const isOver = day === period.from && !answer.LastEvaluatedKey;
        const nextCursor = rows.length < limit || isOver ? undefined : cursorOf(list, found.at(-1));
        if (nextCursor) return { items: rows, nextCursor };
      }
      return { items: rows };
    },
  };
}
