import { dynamoTargetStates } from '../../../shared/calls/dynamo-target-states.ts';
import { dynamoCreditReader } from '../../../shared/catalog/dynamo-credit.ts';
import { dynamoDeals } from '../../../shared/catalog/dynamo-deals.ts';
import { dynamoMarkets } from '../../../shared/catalog/dynamo-markets.ts';
import { dynamoOffers } from '../../../shared/catalog/dynamo-offers.ts';
import { dynamoTargets } from '../../../shared/catalog/dynamo-targets.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'TABLE_LEASES', 'NETWORK_ZONE');

export const handler = handlerOf({
  ...apiDeps('calls/explain-route', client),
  offers: dynamoOffers(client, env.TABLE_CATALOG),
  markets: dynamoMarkets(client, env.TABLE_CATALOG),
  targets: dynamoTargets(client, env.TABLE_CATALOG),
  deals: dynamoDeals(client, env.TABLE_CATALOG),
  credit: dynamoCreditReader(client, env.TABLE_CATALOG, systemClock),
  states: dynamoTargetStates(client, env.TABLE_LEASES, env.NETWORK_ZONE),
  clock: systemClock,
});
