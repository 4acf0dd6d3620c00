import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { pingTokens } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const catalog = dynamoCatalog(client, readEnv('TABLE_CATALOG').TABLE_CATALOG, systemClock);

export const handler = handlerOf({
  ...apiDeps('leads/ping-lead', client),
  catalog,
  pings: pingTokens(),
  qualityOf: async (publisherId) => (await catalog.publisher(publisherId))?.quality?.score,
  clock: systemClock,
});
