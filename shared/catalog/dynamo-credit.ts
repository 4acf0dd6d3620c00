import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { type Clock, SECOND_MS } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import type { CreditReader, CreditStore } from './credit.ts';
import { creditKey } from './keys.ts';

const stored = z.object({
  advertiserId: z.string(),
  currency: z.string(),
  availableMinor: minorStored,
  postings: z.int().nonnegative(),
});

/** Money is looked at more often than the rest of the catalog: half a unit in so many seconds, in each container. */
const CREDIT_CACHE_MS = 5 * SECOND_MS;

export const dynamoCredit = (client: DynamoDBDocumentClient, table: string): CreditStore => ({
  async keep(credit) {
    try {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: { ...creditKey(credit.advertiserId), ...credit },
          ConditionExpression: 'attribute_not_exists(pk) OR #currency <> :currency OR #postings <= :postings',
          ExpressionAttributeNames: { '#currency': 'currency', '#postings': 'postings' },
          ExpressionAttributeValues: { ':currency': credit.currency, ':postings': credit.postings },
        }),
      );
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  },
});

/** As routing reads it. */
export const dynamoCreditReader = (client: DynamoDBDocumentClient, table: string, clock: Clock): CreditReader => ({
  credit: cached(
    async (advertiserId) => {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: creditKey(advertiserId) }));
      return Item && stored.parse(Item);
    },
    clock,
    CREDIT_CACHE_MS,
  ),
});
