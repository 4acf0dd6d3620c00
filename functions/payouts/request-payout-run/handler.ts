import { requestPayoutRun } from '../../../shared/payouts/contract.ts';
import { requestRun } from '../../../shared/payouts/open-run.ts';
import { viewRun } from '../../../shared/payouts/views.ts';
import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const requestPayoutRunHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(requestPayoutRun, deps, async ({ body, principal }) =>
    viewRun(await requestRun(deps, body.toDay, actorOf(principal))),
  );
