import { listUsers } from '../../../shared/catalog/contract/users.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showPage, showUser } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'users'>): HttpHandler =>
  apiHandler(listUsers, deps, async ({ query }) => showPage(await deps.users.list(query), showUser));
