import { createSetter as route } from '../../../shared/catalog/contract/setters.ts';
import { createSetter, setterOwner } from '../../../shared/catalog/manage-setters.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showSetter } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'setters' | 'publishers' | 'clock'>): HttpHandler =>
  apiHandler(route, deps, async ({ ids, principal, body }) => {
    const publisherId = setterOwner(principal, body.publisherId, 'body.publisherId');
    return showSetter(await createSetter(deps, ids, publisherId, body.name));
  });
