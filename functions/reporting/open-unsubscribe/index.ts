import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { composeLeaving } from '../compose-leaving.ts';
import { openHandler } from './handler.ts';

export const handler = openHandler({
  ...composeLeaving(documentClient()),
  log: createLog('reporting/open-unsubscribe'),
});
