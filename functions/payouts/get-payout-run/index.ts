import { composeApi } from '../compose.ts';
import { getPayoutRunHandler } from './handler.ts';

export const handler = getPayoutRunHandler(composeApi('get-payout-run'));
