import { listDeals } from '../../../shared/catalog/contract/deals.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showDeal, showPage } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'deals'>): HttpHandler =>
  apiHandler(listDeals, deps, async ({ params: { offerId }, query }) => {
    if (!(await deps.offers.current(offerId))) throw notFound('the offer');
    return showPage(await deps.deals.ofOffer(offerId, query), showDeal);
  });
