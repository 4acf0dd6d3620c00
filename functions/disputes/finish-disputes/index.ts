import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { composeSettling } from '../compose.ts';
import { finishHandler } from './handler.ts';

export const handler = finishHandler({ ...composeSettling(documentClient()), log: createLog('finish-disputes') });
