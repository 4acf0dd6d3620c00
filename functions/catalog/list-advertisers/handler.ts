import { listAdvertisers } from '../../../shared/catalog/contract/parties.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showAdvertiser, showPage } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'advertisers'>): HttpHandler =>
  apiHandler(listAdvertisers, deps, async ({ query }) => showPage(await deps.advertisers.list(query), showAdvertiser));
