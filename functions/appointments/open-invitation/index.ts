import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { bookedPorts, showPorts } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({
  log: createLog('appointments/open-invitation'),
  ...showPorts(documentClient()),
  ...bookedPorts(),
});
