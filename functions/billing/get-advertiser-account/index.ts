import { apiDeps } from '../../platform/api-deps.ts';
import { advertiserStores, client, readers } from '../compose.ts';
import { getAdvertiserAccountHandler } from './handler.ts';

export const handler = getAdvertiserAccountHandler({
  ...apiDeps('billing/get-advertiser-account', client),
  ...readers(),
  ...advertiserStores(),
});
