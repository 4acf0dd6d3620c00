import { approveRun } from '../../../shared/payouts/approve-run.ts';
import { approvePayoutRun } from '../../../shared/payouts/contract.ts';
import { viewRun } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const approvePayoutRunHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(approvePayoutRun, deps, async ({ params, principal, event }) => {
    const approver = { ...actorOf(principal), approvalLimits: principal.approvalLimits };
    return tagged(viewRun(await approveRun(deps, params.runId, approver, seenVersion(event))));
  });
