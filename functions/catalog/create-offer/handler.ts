import { createOffer as route } from '../../../shared/catalog/contract/offers.ts';
import { createOffer } from '../../../shared/catalog/create-offer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { taggedOffer } from '../views.ts';

export const handlerOf = (
  deps: ApiDeps & Pick<CatalogDeps, 'advertisers' | 'offers' | 'numbers' | 'clock'>,
): HttpHandler =>
  apiHandler(route, deps, async ({ principal, ids, body }) =>
    taggedOffer(await createOffer(deps, principal, ids, body)),
  );
