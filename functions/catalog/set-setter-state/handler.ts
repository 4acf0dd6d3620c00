import { setSetterState as route } from '../../../shared/catalog/contract/setters.ts';
import { setSetterState } from '../../../shared/catalog/manage-setters.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import type { CatalogDeps } from '../compose.ts';
import { showSetter } from '../views.ts';

export const handlerOf = (deps: ApiDeps & Pick<CatalogDeps, 'setters'>): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body, event }) =>
    tagged(showSetter(await setSetterState(deps, principal, params.setterId, body.state, seenVersion(event)))),
  );
