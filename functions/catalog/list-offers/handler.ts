import { listOffers as route } from '../../../shared/catalog/contract/offers.ts';
import { listOffers } from '../../../shared/catalog/show-offers.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showOffer, showPage } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'catalog'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query: { limit, cursor, ...asked } }) =>
    showPage(await listOffers(deps, principal, { limit, cursor }, asked), showOffer),
  );
