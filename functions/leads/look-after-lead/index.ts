import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { leadQueues, leadStore } from '../compose.ts';
import { lookAfterHandler } from './handler.ts';

export const handler = lookAfterHandler({
  ...leadQueues(),
  log: createLog('leads/look-after-lead'),
  leads: leadStore(documentClient()),
});
