import { composeApi } from '../compose.ts';
import { listPayoutLinesHandler } from './handler.ts';

export const handler = listPayoutLinesHandler(composeApi('list-payout-lines'));
