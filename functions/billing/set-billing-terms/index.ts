import { systemClock } from '../../../shared/kernel/time.ts';
import { apiDeps } from '../../platform/api-deps.ts';
import { advertiserStores, client, creditPorts } from '../compose.ts';
import { setBillingTermsHandler } from './handler.ts';

export const handler = setBillingTermsHandler({
  ...apiDeps('billing/set-billing-terms', client),
  ...advertiserStores(),
  ...creditPorts(),
  clock: systemClock,
});
