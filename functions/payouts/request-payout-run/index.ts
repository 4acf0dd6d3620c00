import { composeApi } from '../compose.ts';
import { requestPayoutRunHandler } from './handler.ts';

export const handler = requestPayoutRunHandler(composeApi('request-payout-run'));
