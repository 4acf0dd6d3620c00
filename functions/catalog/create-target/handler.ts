import { createTarget as route } from '../../../shared/catalog/contract/targets.ts';
import { createTarget } from '../../../shared/catalog/save-target.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';
import { showTarget } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'targets' | 'numbers'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, ids, params, body }) =>
    showTarget(await createTarget(deps, principal, ids, params.offerId, body)),
  );
