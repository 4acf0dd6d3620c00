import { composeApi } from '../compose.ts';
import { cancelPayoutRunHandler } from './handler.ts';

export const handler = cancelPayoutRunHandler(composeApi('cancel-payout-run'));
