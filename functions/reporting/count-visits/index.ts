import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoPlacements } from '../../../shared/reporting/dynamo-placements.ts';
import { dynamoVisits } from '../../../shared/reporting/dynamo-visits.ts';
import { countVisitsHandler } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_REPORTS', 'TABLE_CATALOG', 'NETWORK_ZONE');

export const handler = countVisitsHandler({
  visits: dynamoVisits(client, env.TABLE_REPORTS),
  placements: dynamoPlacements(client, env.TABLE_CATALOG, systemClock),
  zone: env.NETWORK_ZONE,
  log: createLog('count-visits'),
});
