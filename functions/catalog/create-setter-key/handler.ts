import { createSetterKey as route } from '../../../shared/catalog/contract/setters.ts';
import { issueSetterKey } from '../../../shared/catalog/manage-setters.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showKey } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'setters' | 'keys' | 'clock'>): HttpHandler =>
  apiHandler(route, deps, async ({ ids, principal, params, body }) => {
    const { apiKey, key } = await issueSetterKey(deps, ids, principal, params.setterId, body.label);
    return { ...showKey(apiKey), key };
  });
