import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Clock } from '../../../kernel/time.ts';
import { cached } from '../../../platform/cache.ts';
import { FIRST_VERSION } from '../../../platform/change-from.ts';
import { putVersion } from '../../../platform/put-version.ts';
import { planKey } from './keys.ts';
import { planShape } from './model.ts';
import type { KeptPlan, PlanReader, PlanStore } from './ports.ts';

const stored = z.object({ plan: planShape.optional(), version: z.int().positive().default(FIRST_VERSION) });

async function read(
  client: DynamoDBDocumentClient,
  table: string,
  offerId: string,
  consistent: boolean,
): Promise<KeptPlan | undefined> {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: planKey(offerId), ConsistentRead: consistent }),
  );
  return Item && stored.parse(Item);
}

export const dynamoPlans = (client: DynamoDBDocumentClient, table: string): PlanStore => ({
  get: (offerId) => read(client, table, offerId, true),
  set: (offerId, next, seenVersion) => putVersion(client, table, { ...planKey(offerId), ...next }, seenVersion),
});

/** Cached, as calls read them; most offers have none, and that is remembered too. */
export const dynamoPlanReader = (client: DynamoDBDocumentClient, table: string, clock: Clock): PlanReader => ({
  plan: cached(async (offerId) => (await read(client, table, offerId, false))?.plan, clock),
});
