import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { termsKey } from './billing-keys.ts';
import type { BillingTermsStore } from './ports.ts';

const stored = z.object({
  advertiserId: z.string(),
  legalName: z.string(),
  addressLines: z.array(z.string()),
  taxId: z.string().optional(),
  taxBps: z.int().nonnegative(),
  currency: z.string(),
  creditLimitMinor: minorStored,
  keptFreeMinor: minorStored.default(0n),
  changedAtMs: z.int(),
  version: z.int().positive().optional(),
});

/** Terms that were written before versions counted have none. */
const isVersion = (seen: number) => ({
  ConditionExpression: `#version = :seen${seen === 1 ? ' OR (attribute_exists(pk) AND attribute_not_exists(#version))' : ''}`,
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':seen': seen },
});

/** Billing terms in table `payouts`: they are not derived from anything, so they don't live with the books. */
export const dynamoTerms = (client: DynamoDBDocumentClient, table: string): BillingTermsStore => ({
  async get(advertiserId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: termsKey(advertiserId), ConsistentRead: true }),
    );
    return Item && stored.parse(Item);
  },
  async set(terms, seenVersion) {
    const put = {
      TableName: table,
      Item: { ...termsKey(terms.advertiserId), ...terms },
      ...(seenVersion === 0 ? { ConditionExpression: 'attribute_not_exists(pk)' } : isVersion(seenVersion)),
    };
    try {
      await client.send(new PutCommand(put));
      return 'set';
    } catch (error) {
      if (isConditionFailure(error)) return 'stale';
      throw error;
    }
  },
});
