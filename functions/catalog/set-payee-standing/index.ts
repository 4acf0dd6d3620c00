import { composePayees } from '../compose-payees.ts';
import { handlerOf } from './handler.ts';

export const handler = handlerOf(composePayees('catalog/set-payee-standing'));
