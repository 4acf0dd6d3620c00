import { composeWorker } from '../compose.ts';
import { closePayoutRunHandler } from './handler.ts';

export const handler = closePayoutRunHandler(composeWorker('close-payout-run'));
