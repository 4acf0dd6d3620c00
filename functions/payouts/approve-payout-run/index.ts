import { composeApi } from '../compose.ts';
import { approvePayoutRunHandler } from './handler.ts';

export const handler = approvePayoutRunHandler(composeApi('approve-payout-run'));
