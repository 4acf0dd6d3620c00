import { composeApi } from '../compose.ts';
import { listPayoutRunsHandler } from './handler.ts';

export const handler = listPayoutRunsHandler(composeApi('list-payout-runs'));
