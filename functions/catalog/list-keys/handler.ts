import { listKeys } from '../../../shared/catalog/contract/keys.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import type { CatalogDeps } from '../compose.ts';
import { showKey, showPage } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'keys'>): HttpHandler =>
  apiHandler(listKeys, deps, async ({ query }) => showPage(await deps.keys.list(query), showKey));
