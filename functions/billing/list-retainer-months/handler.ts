import { listRetainerMonths } from '../../../shared/billing/contract/retainers.ts';
import type { RetainerStore } from '../../../shared/billing/retainer.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly retainers: Pick<RetainerStore, 'get' | 'months'> }): HttpHandler =>
  apiHandler(listRetainerMonths, deps, async ({ params: { retainerId } }) => {
    if (!(await deps.retainers.get(retainerId))) throw notFound('the retainer');
    return { items: [...(await deps.retainers.months(retainerId))] };
  });
