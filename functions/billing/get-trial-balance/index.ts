import { apiDeps } from '../../platform/api-deps.ts';
import { client, readers } from '../compose.ts';
import { getTrialBalanceHandler } from './handler.ts';

export const handler = getTrialBalanceHandler({ ...apiDeps('billing/get-trial-balance', client), ...readers() });
