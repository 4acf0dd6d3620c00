import { cancelRun } from '../../../shared/payouts/cancel-run.ts';
import { cancelPayoutRun } from '../../../shared/payouts/contract.ts';
import { viewRun } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const cancelPayoutRunHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(cancelPayoutRun, deps, async ({ params, body, principal, event }) =>
    tagged(viewRun(await cancelRun(deps, params.runId, actorOf(principal), body.reason, seenVersion(event)))),
  );
