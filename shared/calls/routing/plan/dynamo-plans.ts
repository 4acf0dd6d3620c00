import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../../kernel/time.ts';
import { cached } from '../../../platform/cache.ts';
import { wholeItems } from '../../../platform/whole-items.ts';
import { planKey } from './keys.ts';
import { planShape } from './model.ts';
import type { PlanReader, PlanStore } from './ports.ts';

const plansIn = (client: DynamoDBDocumentClient, table: string) => wholeItems(client, table, 'plan', planShape);

export function dynamoPlans(client: DynamoDBDocumentClient, table: string): PlanStore {
  const plans = plansIn(client, table);
  return {
    get: (offerId) => plans.get(planKey(offerId), true),
    set: (offerId, plan, seenVersion) => plans.set(planKey(offerId), plan, seenVersion),
    remove: (offerId, seenVersion) => plans.remove(planKey(offerId), seenVersion),
  };
}

/** Cached, as calls read them; most offers have none, and that is remembered too. */
export function dynamoPlanReader(client: DynamoDBDocumentClient, table: string, clock: Clock): PlanReader {
  const plans = plansIn(client, table);
  return { plan: cached(async (offerId) => (await plans.get(planKey(offerId), false))?.value, clock) };
}
