import { setMarket as route } from '../../../shared/catalog/contract/markets.ts';
import { type SetMarketDeps, setMarket } from '../../../shared/catalog/set-market.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & SetMarketDeps): HttpHandler =>
  apiHandler(route, deps, ({ params: { offerId }, body }) => setMarket(deps, { ...body, offerId }));
