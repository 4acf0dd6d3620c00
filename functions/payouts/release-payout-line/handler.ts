import { releasePayoutLine } from '../../../shared/payouts/contract.ts';
import { releaseLine } from '../../../shared/payouts/hold-line.ts';
import { viewLine } from '../../../shared/payouts/views.ts';
import { apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { actorOf, type PayoutsApi } from '../api.ts';

export const releasePayoutLineHandler = (deps: PayoutsApi): HttpHandler =>
  apiHandler(releasePayoutLine, deps, async ({ params, principal }) => {
    const { line, run } = await releaseLine(deps, params, actorOf(principal));
    return viewLine(line, run);
  });
