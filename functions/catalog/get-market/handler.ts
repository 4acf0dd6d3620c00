import { getMarket as route } from '../../../shared/catalog/contract/markets.ts';
import type { MarketStore } from '../../../shared/catalog/ports.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';

export const handlerOf = (deps: ApiDeps & { readonly markets: Pick<MarketStore, 'get'> }): HttpHandler =>
  apiHandler(route, deps, async ({ params: { offerId } }) => {
    const market = await deps.markets.get(offerId);
    if (!market) throw notFound('a market of this offer');
    return tagged(market);
  });
