import { composeSending } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(composeSending('webhooks/set-webhook-state'));
