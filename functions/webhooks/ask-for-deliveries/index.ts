import { systemClock } from '../../../shared/kernel/time.ts';
import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { composeQueue, composeStores } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({
  ...composeStores(documentClient()),
  queue: composeQueue(),
  clock: systemClock,
  log: createLog('webhooks/ask-for-deliveries'),
});
