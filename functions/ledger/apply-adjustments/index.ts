import { documentClient } from '../../../shared/platform/dynamo.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { composeCorrecting } from '../compose-adjustments.ts';
import { applyHandler } from './handler.ts';

export const handler = applyHandler({ ...composeCorrecting(documentClient()), log: createLog('apply-adjustments') });
