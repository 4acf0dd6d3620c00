import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { composeDeciding } from '../compose.ts';
import { finishHandler } from './handler.ts';

export const handler = finishHandler({ ...composeDeciding(documentClient()), log: createLog('finish-disputes') });
