import { composeSecrets } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(composeSecrets('webhooks/create-webhook'));
