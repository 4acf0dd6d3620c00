import { dynamoPlans } from '../../shared/calls/routing/plan/dynamo-plans.ts';
import type { SetPlanPorts } from '../../shared/calls/routing/plan/set-plan.ts';
import { dynamoOffers } from '../../shared/catalog/dynamo-offers.ts';
import { dynamoTargets } from '../../shared/catalog/dynamo-targets.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { readEnv } from '../../shared/platform/env.ts';
import type { ApiDeps } from '../../shared/platform/http/api.ts';
import { apiDeps } from '../platform/api-deps.ts';

/** What the operations on plans need. */
export function planDeps(service: string): ApiDeps & SetPlanPorts {
  const client = documentClient();
  const table = readEnv('TABLE_CATALOG').TABLE_CATALOG;
  return {
    ...apiDeps(service, client),
    offers: dynamoOffers(client, table),
    targets: dynamoTargets(client, table),
    plans: dynamoPlans(client, table),
  };
}
