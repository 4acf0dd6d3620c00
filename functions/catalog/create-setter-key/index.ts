import { composeCreate } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(composeCreate('catalog/create-setter-key'));
