import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../kernel/problem.ts';
import type { Day } from '../kernel/time.ts';
import { factsOfPublisher } from './keys.ts';
import { type Fact, passes } from './model.ts';
import type { FactReader } from './ports.ts';

/** Pages of 1 MB: some 150,000 facts of one day, or 300,000 visits and more. */
const MAX_PAGES = 50;

export interface DayOfItems {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** The partition that the day's items are under. */
  readonly keyOf: (day: Day) => string;
  /** The facts of one item. */
  readonly factsOf: (item: unknown) => readonly Fact[];
}

/** Reads the facts of a day page by page, whatever items they are kept in; sorted by publisher, so one's own are a range. */
export const dynamoDayReader = ({ client, tableName, keyOf, factsOf }: DayOfItems): FactReader => ({
  async *ofDay(day, filter) {
    const { publisherId } = filter;
    let start: Record<string, unknown> | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer: { Items?: unknown[]; LastEvaluatedKey?: Record<string, unknown> } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: publisherId ? 'pk = :pk AND begins_with(sk, :publisher)' : 'pk = :pk',
          ExpressionAttributeValues: {
            ':pk': keyOf(day),
            ...(publisherId ? { ':publisher': factsOfPublisher(publisherId) } : {}),
          },
          ExclusiveStartKey: start,
        }),
      );
      yield (answer.Items ?? []).flatMap(factsOf).filter((fact) => passes(fact, filter));
      start = answer.LastEvaluatedKey;
      if (!start) return;
    }
    throw new Problem('too-large', `the day ${day} has too much for one answer: narrow it to a publisher`);
  },
});
