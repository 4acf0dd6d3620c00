import { getOffer } from '../../../shared/catalog/contract/offers.ts';
import { showOffer } from '../../../shared/catalog/show-offers.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { taggedOffer } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'catalog'>): HttpHandler =>
  apiHandler(getOffer, deps, async ({ principal, params }) =>
    taggedOffer(await showOffer(deps, principal, params.offerId)),
  );
