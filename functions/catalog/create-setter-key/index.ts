import { composeApi } from '../compose.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(composeApi('catalog/create-setter-key'));
