import { listJoinRequests as route } from '../../../shared/catalog/contract/join-requests.ts';
import { listJoinRequests } from '../../../shared/catalog/list-join-requests.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showJoinRequest, showPage } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'joinRequests'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query: { limit, cursor, ...filter } }) =>
    showPage(await listJoinRequests(deps, principal, { limit, cursor }, filter), (request) =>
      showJoinRequest(principal, request),
    ),
  );
