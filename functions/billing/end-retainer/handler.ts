import { endRetainerRoute } from '../../../shared/billing/contract/retainers.ts';
import { endRetainer, type RetainerStore } from '../../../shared/billing/retainer.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { showRetainer } from '../retainer-view.ts';

export const handlerOf = (deps: ApiDeps & { readonly retainers: RetainerStore }): HttpHandler =>
  apiHandler(endRetainerRoute, deps, async ({ params: { retainerId }, body: { untilMonth } }) =>
    showRetainer(await endRetainer(deps, retainerId, untilMonth)),
  );
