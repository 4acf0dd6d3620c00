import { composeReading } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(composeReading('webhooks/get-webhook'));
