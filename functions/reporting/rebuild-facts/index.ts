import { createCount } from '../../../shared/platform/count.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { dynamoOutcomeItems } from '../../../shared/reporting/dynamo-outcome-items.ts';
import { composeKeeping } from '../compose.ts';
import { rebuildHandler } from './handler.ts';

const client = documentClient();

export const handler = rebuildHandler({
  ...composeKeeping(client),
  items: dynamoOutcomeItems(client, readEnv('TABLE_OUTCOMES').TABLE_OUTCOMES),
  count: createCount(),
  log: createLog('rebuild-facts'),
});
