import { systemClock } from '../../../shared/kernel/time.ts';
import { createCount } from '../../../shared/platform/count.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoOutcomeItems } from '../../../shared/reporting/dynamo-outcome-items.ts';
import { dynamoRounds } from '../../../shared/reporting/dynamo-rounds.ts';
import { composeKeeping } from '../compose.ts';
import { rebuildHandler } from './handler.ts';

const client = documentClient();
const env = readEnv('TABLE_OUTCOMES', 'TABLE_REPORTS');

export const handler = rebuildHandler({
  ...composeKeeping(client),
  items: dynamoOutcomeItems(client, env.TABLE_OUTCOMES),
  rounds: dynamoRounds(client, env.TABLE_REPORTS),
  clock: systemClock,
  count: createCount(),
  log: createLog('rebuild-facts'),
});
