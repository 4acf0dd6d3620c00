import { reviseOffer as route } from '../../../shared/catalog/contract/offers.ts';
import { reviseOffer } from '../../../shared/catalog/revise-offer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { matchedVersion } from '../../../shared/platform/http/if-match.ts';
import type { CatalogDeps } from '../compose.ts';
import { taggedOffer } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'deals' | 'numbers' | 'clock'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body, event }) =>
    taggedOffer(await reviseOffer(deps, principal, params.offerId, matchedVersion(event), body)),
  );
