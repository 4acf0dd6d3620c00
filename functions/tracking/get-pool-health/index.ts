import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { dynamoLeaseCensus } from '../../../shared/tracking/dynamo-lease-census.ts';
import { dynamoPools } from '../../../shared/tracking/dynamo-pools.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { getPoolHealthHandler } from './handler.ts';

const env = readEnv('TABLE_CATALOG', 'TABLE_LEASES');
const client = documentClient();

export const handler = getPoolHealthHandler({
  ...apiDeps('get-pool-health', client),
  pools: dynamoPools(client, env.TABLE_CATALOG),
  census: dynamoLeaseCensus(client, env.TABLE_LEASES),
  clock: systemClock,
});
