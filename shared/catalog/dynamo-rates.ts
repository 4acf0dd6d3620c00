import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isRate } from '../kernel/exchange.ts';
import { invariant } from '../kernel/result.ts';
import { isDay } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import type { ExchangeRate, RateStore } from './exchange-rate.ts';

/** Items in table `catalog`: `RATE#<from>#<to>` / `<day>`. */
const ratePk = (from: string, to: string): string => `RATE#${from}#${to}`;

const storedRate = z.object({
  from: z.string(),
  to: z.string(),
  day: z.string().refine(isDay),
  rate: z.string().refine(isRate),
  createdAtMs: z.int().nonnegative(),
});

export function dynamoRates(client: DynamoDBDocumentClient, table: string): RateStore {
  async function get(from: string, to: string, day: string): Promise<ExchangeRate | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: { pk: ratePk(from, to), sk: day }, ConsistentRead: true }),
    );
    return Item && storedRate.parse(Item);
  }
  return {
    get,
    async set(rate) {
      const Item = { pk: ratePk(rate.from, rate.to), sk: rate.day, ...rate };
      try {
        const ConditionExpression = 'attribute_not_exists(pk)';
        await client.send(new PutCommand({ TableName: table, Item, ConditionExpression }));
        return rate;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const standing = await get(rate.from, rate.to, rate.day);
        invariant(standing, 'the rate was there a moment ago');
        return standing;
      }
    },
    list(from, to, page) {
      const list = { name: 'exchange rates', fixed: { pk: ratePk(from, to) }, free: ['sk'] };
      return queryPage(client, { table, list, newestFirst: true }, page, (item) => storedRate.parse(item));
    },
  };
}
