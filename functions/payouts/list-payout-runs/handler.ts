import { listPayoutRuns } from '../../../shared/payouts/contract.ts';
import { viewRun } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { PayoutsApi } from '../api.ts';

export const listPayoutRunsHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(listPayoutRuns, deps, async ({ query }) => {
    const page = await deps.runs.list(query);
    return { ...page, items: page.items.map(viewRun) };
  });
