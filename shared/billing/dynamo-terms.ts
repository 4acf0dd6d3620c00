import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { putVersion } from '../platform/put-version.ts';
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

/** Billing terms in table `payouts`: they are not derived from anything, so they don't live with the books. */
export const dynamoTerms = (client: DynamoDBDocumentClient, table: string): BillingTermsStore => ({
  async get(advertiserId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: termsKey(advertiserId), ConsistentRead: true }),
    );
    return Item && stored.parse(Item);
  },
  set: (terms, seenVersion) => putVersion(client, table, { ...termsKey(terms.advertiserId), ...terms }, seenVersion),
});
