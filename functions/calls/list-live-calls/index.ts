import { dynamoLiveCalls } from '../../../shared/calls/live/dynamo-live-calls.ts';
import { dynamoWatches } from '../../../shared/calls/live/dynamo-watches.ts';
import { dynamoAdvertisers } from '../../../shared/catalog/dynamo-advertisers.ts';
import { dynamoCatalog } from '../../../shared/catalog/dynamo-catalog.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { handlerOf } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_CATALOG', 'TABLE_OUTCOMES');

export const handler = handlerOf({
  ...apiDeps('calls/list-live-calls', client),
  ports: {
    liveCalls: dynamoLiveCalls(client, env.TABLE_OUTCOMES),
    watches: dynamoWatches(client, env.TABLE_CATALOG),
    advertisers: dynamoAdvertisers(client, env.TABLE_CATALOG),
    catalog: dynamoCatalog(client, env.TABLE_CATALOG, systemClock),
    clock: systemClock,
  },
});
