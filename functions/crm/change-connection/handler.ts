import { changeConnection as route } from '../../../shared/crm/contract.ts';
import { changeConnection, type SaveConnectionPorts } from '../../../shared/crm/save-connection.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { matchedVersion } from '../../../shared/platform/http/if-match.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import { etagOf, showConnection } from '../connection-view.ts';

export const handlerOf = (deps: ApiDeps & SaveConnectionPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { connectionId }, body, event }) => {
    const after = await changeConnection(deps, principal.subjectId, connectionId, matchedVersion(event), body);
    return new ApiReply(showConnection(after), { etag: etagOf(after) });
  });
