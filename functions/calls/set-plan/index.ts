import { planDeps } from '../plan-deps.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(planDeps('calls/set-plan'));
