import { dynamoPublishers } from '../../../shared/catalog/dynamo-publishers.ts';
import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoLeaseCensus } from '../../../shared/tracking/dynamo-lease-census.ts';
import { dynamoPools } from '../../../shared/tracking/dynamo-pools.ts';
import { poolEvents } from '../../../shared/webhooks/derive/pool-events.ts';
import { composeTell } from '../../webhooks/tell.ts';
import { watchPoolsHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'TABLE_LEASES', 'NETWORK_ZONE');
const client = documentClient();
const log = createLog('watch-pools');
const tell = composeTell(client, log);

export const handler = watchPoolsHandler({
  publishers: dynamoPublishers(client, env.TABLE_CATALOG),
  pools: dynamoPools(client, env.TABLE_CATALOG),
  census: dynamoLeaseCensus(client, env.TABLE_LEASES),
  tellLow: (low) => tell(poolEvents(low), 'a pool that runs low'),
  note: (what, details) => log.warn(what, details),
  clock: systemClock,
  zone: env.NETWORK_ZONE,
  log,
});
