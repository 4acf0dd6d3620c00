import { endRetainerRoute } from '../../../shared/billing/contract/retainers.ts';
import { endRetainer, type RetainerStore } from '../../../shared/billing/retainer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { seenVersion } from '../../../shared/platform/http/if-match.ts';
import { tagged } from '../../../shared/platform/http/reply.ts';
import { showRetainer } from '../retainer-view.ts';

export const handlerOf = (deps: ApiDeps & { readonly retainers: RetainerStore }): HttpHandler =>
  apiHandler(endRetainerRoute, deps, async ({ params: { retainerId }, body: { untilMonth }, event }) =>
    tagged(showRetainer(await endRetainer(deps, retainerId, untilMonth, seenVersion(event)))),
  );
