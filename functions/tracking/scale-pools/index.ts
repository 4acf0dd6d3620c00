import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoLeaseCensus } from '../../../shared/tracking/dynamo-lease-census.ts';
import { scalePools } from '../../../shared/tracking/inventory/scale-pools.ts';
import { composeScaling, movePorts } from '../inventory-deps.ts';

const client = documentClient();
const log = createLog('scale-pools');
const ports = {
  ...movePorts(client),
  scaling: composeScaling(client),
  census: dynamoLeaseCensus(client, readEnv('TABLE_LEASES').TABLE_LEASES),
  note: (what: string, details: Readonly<Record<string, unknown>>) => log.info(what, details),
};

export const handler = (): Promise<void> => scalePools(ports);
