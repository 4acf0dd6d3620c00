import { createLog } from '../../../shared/platform/log.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({ log: createLog('webhooks/list-event-types') });
