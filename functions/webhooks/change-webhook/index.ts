import { composeReading, composeUrlCheck } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf({ ...composeReading('webhooks/change-webhook'), checkUrl: composeUrlCheck() });
