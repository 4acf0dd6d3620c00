import { createBidder as route } from '../../../shared/calls/auction/contract-bidders.ts';
import { createBidder, type SaveBidderPorts } from '../../../shared/calls/auction/save-bidder.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { showBidder } from '../bidder-view.ts';

export const handlerOf = (deps: ApiDeps & SaveBidderPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, ids, params: { offerId }, body }) => {
    const { bidder, secret } = await createBidder(deps, principal, ids, offerId, body);
    return { ...showBidder(bidder), secret };
  });
