import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { dynamoCreditReader } from '../../../shared/catalog/dynamo-credit.ts';
import { dynamoOffers } from '../../../shared/catalog/dynamo-offers.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { dynamoLeadCounts } from '../../../shared/leads/dynamo-lead-counts.ts';
import { cachedOpenOffers } from '../../../shared/leads/open-offers.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { pingTokens } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES', 'NETWORK_ZONE');
const catalog = dynamoCatalog(client, env.TABLE_CATALOG, systemClock);

export const handler = handlerOf({
  ...apiDeps('leads/ping-lead', client),
  catalog,
  pings: pingTokens(),
  openOffers: cachedOpenOffers(dynamoOffers(client, env.TABLE_CATALOG), systemClock),
  credit: dynamoCreditReader(client, env.TABLE_CATALOG, systemClock),
  counts: dynamoLeadCounts(client, env.TABLE_OUTCOMES, systemClock),
  qualityOf: async (publisherId) => (await catalog.publisher(publisherId))?.quality?.score,
  clock: systemClock,
  zone: env.NETWORK_ZONE,
});
