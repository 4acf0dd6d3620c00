import { listDisputes as route } from '../../../shared/disputes/contract.ts';
import type { DisputeStore } from '../../../shared/disputes/ports.ts';
import { listDisputes } from '../../../shared/disputes/show-disputes.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly disputes: DisputeStore }): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query }) => {
    const page = await listDisputes(deps.disputes, principal, query);
    return { ...page, items: [...page.items] };
  });
