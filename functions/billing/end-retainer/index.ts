import { apiDeps } from '../../platform/api-deps.ts';
import { client, retainerStore } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({ ...apiDeps('billing/end-retainer', client), retainers: retainerStore() });
