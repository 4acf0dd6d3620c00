import { decideJoinRequest as route } from '../../../shared/catalog/contract/join-requests.ts';
import { decideJoinRequest } from '../../../shared/catalog/decide-join-request.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { matchedVersion } from '../../../shared/platform/http/if-match.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import { joinEvents } from '../../../shared/webhooks/derive/join-events.ts';
import type { Tell } from '../../webhooks/tell.ts';
import type { CatalogDeps } from '../compose.ts';
import { showJoinRequest } from '../views.ts';

type Deps = Pick<CatalogDeps, 'offers' | 'deals' | 'joinRequests' | 'clock'> & { readonly tell: Tell };

export const handlerOf = (deps: ApiDeps & Deps): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params, body, event }) => {
    const decided = await decideJoinRequest(deps, principal, params.joinRequestId, matchedVersion(event), body);
    await deps.tell(joinEvents(decided), 'a decision on a request to join an offer');
    return new ApiReply(showJoinRequest(principal, decided), { etag: `"${decided.version}"` });
  });
