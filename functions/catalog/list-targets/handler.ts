import { listTargets } from '../../../shared/catalog/contract/targets.ts';
import { ownOffer } from '../../../shared/catalog/own-offer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showTarget } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'targets'>): HttpHandler =>
  apiHandler(listTargets, deps, async ({ principal, params: { offerId } }) => {
    await ownOffer(deps.offers, principal, offerId);
    return { items: (await deps.targets.ofOffer(offerId)).map(showTarget) };
  });
