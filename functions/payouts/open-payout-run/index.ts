import { composeWorker } from '../compose.ts';
import { openPayoutRunHandler } from './handler.ts';

export const handler = openPayoutRunHandler(composeWorker('open-payout-run'));
