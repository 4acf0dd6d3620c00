import { listPublishers } from '../../../shared/catalog/contract/parties.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showPage, showPublisher } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'publishers'>): HttpHandler =>
  apiHandler(listPublishers, deps, async ({ query: { limit, cursor, state } }) =>
    showPage(await deps.publishers.list({ limit, cursor }, { state }), showPublisher),
  );
