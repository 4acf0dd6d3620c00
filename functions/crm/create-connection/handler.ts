import { createConnection as route } from '../../../shared/crm/contract.ts';
import { createConnection, type SaveConnectionPorts } from '../../../shared/crm/save-connection.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import { etagOf, showConnection } from '../connection-view.ts';

export const handlerOf = (deps: ApiDeps & SaveConnectionPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, ids, body }) => {
    const { connection, webhookUrl } = await createConnection(deps, principal.subjectId, ids, body);
    return new ApiReply({ ...showConnection(connection), webhookUrl }, { etag: etagOf(connection) });
  });
