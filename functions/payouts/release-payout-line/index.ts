import { composeApi } from '../compose.ts';
import { releasePayoutLineHandler } from './handler.ts';

export const handler = releasePayoutLineHandler(composeApi('release-payout-line'));
