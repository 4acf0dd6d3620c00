import { holdPayoutLine } from '../../../shared/payouts/contract.ts';
import { holdLine } from '../../../shared/payouts/hold-line.ts';
import { viewLine } from '../../../shared/payouts/views.ts';
import { apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { etagOf, seenVersion } from '../../../shared/platform/http/if-match.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const holdPayoutLineHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(holdPayoutLine, deps, async ({ params, body, principal, event }) => {
    const { line, run } = await holdLine(deps, params, actorOf(principal), body.reason, seenVersion(event));
    return new ApiReply(viewLine(line, run), { etag: etagOf(run.version) });
  });
