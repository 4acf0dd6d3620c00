import { composeApi } from '../compose.ts';
import { resumePayoutRunHandler } from './handler.ts';

export const handler = resumePayoutRunHandler(composeApi('resume-payout-run'));
