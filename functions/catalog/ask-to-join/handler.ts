import { askToJoin } from '../../../shared/catalog/ask-to-join.ts';
import { askToJoin as route } from '../../../shared/catalog/contract/join-requests.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { joinEvents } from '../../../shared/webhooks/derive/join-events.ts';
import type { Tell } from '../../webhooks/tell.ts';
import type { CatalogDeps } from '../compose.ts';
import { showJoinRequest } from '../views.ts';

type Deps = Pick<CatalogDeps, 'offers' | 'publishers' | 'joinRequests' | 'clock'> & { readonly tell: Tell };

export const handlerOf = (deps: ApiDeps & Deps): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body }) => {
    const { request, isNew } = await askToJoin(deps, principal.subjectId, params.offerId, body.note);
    if (isNew) await deps.tell(joinEvents(request), 'a request to join an offer');
    return showJoinRequest(principal, request);
  });
