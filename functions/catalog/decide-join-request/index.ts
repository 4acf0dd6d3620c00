import { composeTelling } from '../compose-telling.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(composeTelling('catalog/decide-join-request'));
