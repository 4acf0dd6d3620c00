import { approveRun } from '../../../shared/payouts/approve-run.ts';
import { approvePayoutRun } from '../../../shared/payouts/contract.ts';
import { viewRun } from '../../../shared/payouts/views.ts';
import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const approvePayoutRunHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(approvePayoutRun, deps, async ({ params, principal }) =>
    viewRun(await approveRun(deps, params.runId, { ...actorOf(principal), approvalLimits: principal.approvalLimits })),
  );
