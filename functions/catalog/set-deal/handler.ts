import { setDeal as route } from '../../../shared/catalog/contract/deals.ts';
import { setDeal } from '../../../shared/catalog/set-deal.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import type { CatalogDeps } from '../compose.ts';
import { showDeal } from '../views.ts';

export const handlerOf = (
  deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'publishers' | 'deals' | 'clock'>,
): HttpHandler =>
  apiHandler(route, deps, async ({ body, event }) => tagged(showDeal(await setDeal(deps, body, seenVersion(event)))));
