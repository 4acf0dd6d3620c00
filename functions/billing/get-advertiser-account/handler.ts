import { getAdvertiserAccount } from '../../../shared/billing/contract.ts';
import { type AccountDeps, showAccount } from '../../../shared/billing/show-account.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ownOnly } from '../advertiser-views.ts';

export const getAdvertiserAccountHandler = (deps: ApiDeps & AccountDeps): HttpHandler =>
  apiHandler(getAdvertiserAccount, deps, ({ params: { advertiserId }, principal }) => {
    ownOnly(principal, advertiserId);
    return showAccount(deps, advertiserId);
  });
