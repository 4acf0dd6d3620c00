import { getPayoutRun } from '../../../shared/payouts/contract.ts';
import { unknownRun } from '../../../shared/payouts/run-id.ts';
import { viewRun } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import type { PayoutsApi } from '../api.ts';

export const getPayoutRunHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(getPayoutRun, deps, async ({ params }) => {
    const run = await deps.runs.get(params.runId);
    if (!run) throw unknownRun(params.runId);
    return tagged(viewRun(run));
  });
