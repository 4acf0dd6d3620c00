import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { clickStore } from '../compose.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'NETWORK_ZONE');
const catalog = dynamoCatalog(client, env.TABLE_CATALOG, systemClock);

export const handler = handlerOf({
  ...apiDeps('reporting/put-clicks', client),
  clicks: clickStore(client),
  offers: { offer: (offerId) => catalog.currentOffer(offerId) },
  clock: systemClock,
  zone: env.NETWORK_ZONE,
});
