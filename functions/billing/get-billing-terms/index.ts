import { apiDeps } from '../../platform/api-deps.ts';
import { client, termsStore } from '../compose.ts';
import { getBillingTermsHandler } from './handler.ts';

export const handler = getBillingTermsHandler({
  ...apiDeps('billing/get-billing-terms', client),
  terms: termsStore(),
});
