import { getTrialBalance } from '../../../shared/billing/contract.ts';
import type { BalanceReader } from '../../../shared/billing/ports.ts';
import { showTrialBalance } from '../../../shared/billing/show-trial-balance.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const getTrialBalanceHandler = (deps: ApiDeps & { readonly balances: BalanceReader }): HttpHandler =>
  apiHandler(getTrialBalance, deps, ({ query }) => showTrialBalance(deps.balances, query.month, query));
