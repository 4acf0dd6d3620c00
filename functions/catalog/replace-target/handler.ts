import { replaceTarget as route } from '../../../shared/catalog/contract/targets.ts';
import { replaceTarget } from '../../../shared/catalog/save-target.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import type { CatalogDeps } from '../compose.ts';
import { taggedTarget } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'offers' | 'targets' | 'numbers'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body, event }) =>
    taggedTarget(await replaceTarget(deps, principal, params, body, seenVersion(event))),
  );
