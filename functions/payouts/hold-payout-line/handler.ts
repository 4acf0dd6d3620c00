import { holdPayoutLine } from '../../../shared/payouts/contract.ts';
import { holdLine } from '../../../shared/payouts/hold-line.ts';
import { viewLine } from '../../../shared/payouts/views.ts';
import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const holdPayoutLineHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(holdPayoutLine, deps, async ({ params, body, principal }) => {
    const { line, run } = await holdLine(deps, params, actorOf(principal), body.reason);
    return viewLine(line, run);
  });
