import { connectionDeps } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(connectionDeps('crm/list-connections'));
