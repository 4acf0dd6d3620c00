import { revokeKey as route } from '../../../shared/catalog/contract/keys.ts';
import { revokeKey } from '../../../shared/catalog/own-keys.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { CatalogDeps } from '../compose.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'keys' | 'clock'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params }) => {
    await revokeKey(deps.keys, principal, params.keyId, deps.clock.nowMs());
    return undefined;
  });
