import { listSetters as route } from '../../../shared/catalog/contract/setters.ts';
import { setterOwner } from '../../../shared/catalog/manage-setters.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showSetter } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'setters'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query }) => {
    const { publisherId, ...request } = query;
    const page = await deps.setters.ofPublisher(setterOwner(principal, publisherId, 'query.publisherId'), request);
    return { ...page, items: page.items.map(showSetter) };
  });
