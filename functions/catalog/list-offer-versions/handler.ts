import { listOfferVersions } from '../../../shared/catalog/contract/offers.ts';
import { ownOffer } from '../../../shared/catalog/own-offer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showOffer, showPage } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers'>): HttpHandler =>
  apiHandler(listOfferVersions, deps, async ({ principal, params: { offerId }, query }) => {
    await ownOffer(deps.offers, principal, offerId);
    return showPage(await deps.offers.versions(offerId, query), showOffer);
  });
