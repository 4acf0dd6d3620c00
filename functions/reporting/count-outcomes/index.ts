import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoCounters } from '../../../shared/reporting/dynamo-counters.ts';
import { countHandler } from './handler.ts';

const env = readEnv('TABLE_REPORTS', 'NETWORK_ZONE');

export const handler = countHandler({
  counters: dynamoCounters(documentClient(), env.TABLE_REPORTS),
  zone: env.NETWORK_ZONE,
  log: createLog('count-outcomes'),
});
