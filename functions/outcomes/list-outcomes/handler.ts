import { listOutcomes as route } from '../../../shared/outcomes/contract/outcomes.ts';
import { listOutcomes } from '../../../shared/outcomes/list-outcomes.ts';
import type { JudgedOutcomes } from '../../../shared/outcomes/ports.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';

export const handlerOf = (deps: ApiDeps & { readonly judged: JudgedOutcomes; readonly zone: string }): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query }) => {
    const page = await listOutcomes(deps, principal, query);
    return { ...page, items: [...page.items] };
  });
