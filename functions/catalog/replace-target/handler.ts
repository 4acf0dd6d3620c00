import { replaceTarget as route } from '../../../shared/catalog/contract/targets.ts';
import { replaceTarget } from '../../../shared/catalog/save-target.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import type { CatalogDeps } from '../compose.ts';
import { showTarget } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'targets' | 'numbers'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body }) =>
    showTarget(await replaceTarget(deps, principal, params, body)),
  );
