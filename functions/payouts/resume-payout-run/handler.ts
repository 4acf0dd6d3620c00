import { resumePayoutRun } from '../../../shared/payouts/contract.ts';
import { resumeRun } from '../../../shared/payouts/resume-run.ts';
import { viewRun } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const resumePayoutRunHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(resumePayoutRun, deps, async ({ params, principal, event }) =>
    tagged(viewRun(await resumeRun(deps, params.runId, actorOf(principal), seenVersion(event)))),
  );
