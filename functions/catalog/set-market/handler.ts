import { setMarket as route } from '../../../shared/catalog/contract/markets.ts';
import { type SetMarketDeps, setMarket } from '../../../shared/catalog/set-market.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';

export const handlerOf = (deps: ApiDeps & SetMarketDeps): HttpHandler =>
  apiHandler(route, deps, async ({ params: { offerId }, body, event }) =>
    tagged(await setMarket(deps, { ...body, offerId }, seenVersion(event))),
  );
