import { listRetainers } from '../../../shared/billing/contract/retainers.ts';
import type { RetainerStore } from '../../../shared/billing/retainer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { showRetainer } from '../retainer-view.ts';

export const handlerOf = (deps: ApiDeps & { readonly retainers: Pick<RetainerStore, 'all'> }): HttpHandler =>
  apiHandler(listRetainers, deps, async () => ({ items: (await deps.retainers.all()).map(showRetainer) }));
