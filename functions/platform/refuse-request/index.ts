import { methodsAt } from '../../../shared/platform/http/methods-at.ts';
import { createLog } from '../../../shared/platform/log.ts';
import { allRoutes } from '../routes.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({ log: createLog('platform/refuse-request'), methodsAt: methodsAt(allRoutes) });
