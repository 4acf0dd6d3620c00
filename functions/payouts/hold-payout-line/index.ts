import { composeApi } from '../compose.ts';
import { holdPayoutLineHandler } from './handler.ts';

export const handler = holdPayoutLineHandler(composeApi('hold-payout-line'));
