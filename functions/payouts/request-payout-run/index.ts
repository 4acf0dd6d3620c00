import { composeCreate } from '../compose.ts';
import { requestPayoutRunHandler } from './handler.ts';

export const handler = requestPayoutRunHandler(composeCreate('request-payout-run'));
