import { listConnections as route } from '../../../shared/crm/contract.ts';
import type { ConnectionStore } from '../../../shared/crm/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { etagOf, showConnection } from '../connection-view.ts';

export const handlerOf = (
  deps: ApiDeps & { readonly connections: Pick<ConnectionStore, 'ofAdvertiser'> },
): HttpHandler =>
  apiHandler(route, deps, async ({ principal }) => {
    const connections = await deps.connections.ofAdvertiser(principal.subjectId);
    return { items: connections.map((each) => ({ ...showConnection(each), etag: etagOf(each) })) };
  });
