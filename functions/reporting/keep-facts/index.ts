import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { composeKeeping } from '../compose.ts';
import { keepFactsHandler } from './handler.ts';

export const handler = keepFactsHandler({ ...composeKeeping(documentClient()), log: createLog('keep-facts') });
