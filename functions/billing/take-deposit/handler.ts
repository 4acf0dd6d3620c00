import { takeDepositRoute } from '../../../shared/billing/contract.ts';
import { type DepositDeps, takeDeposit } from '../../../shared/billing/take-deposit.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { viewAccountEntry } from '../advertiser-views.ts';

export const takeDepositHandler = (deps: ApiDeps & DepositDeps): HttpHandler =>
  apiHandler(takeDepositRoute, deps, async ({ params, body }) => {
    const entry = await takeDeposit(deps, { ...params, ...body });
    return viewAccountEntry({ ...entry, payableDay: entry.day }, params.advertiserId);
  });
