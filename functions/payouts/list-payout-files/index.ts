import { composeApi } from '../compose.ts';
import { listPayoutFilesHandler } from './handler.ts';

export const handler = listPayoutFilesHandler(composeApi('list-payout-files'));
