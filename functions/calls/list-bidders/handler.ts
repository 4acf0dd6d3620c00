import { listBidders } from '../../../shared/calls/auction/contract-bidders.ts';
import type { SaveBidderPorts } from '../../../shared/calls/auction/save-bidder.ts';
import { ownOffer } from '../../../shared/catalog/own-offer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { showBidder } from '../bidder-view.ts';

export const handlerOf = (deps: ApiDeps & Pick<SaveBidderPorts, 'offers' | 'bidders'>): HttpHandler =>
  apiHandler(listBidders, deps, async ({ principal, params: { offerId } }) => {
    await ownOffer(deps.offers, principal, offerId);
    return { items: (await deps.bidders.ofOffer(offerId)).map(showBidder) };
  });
