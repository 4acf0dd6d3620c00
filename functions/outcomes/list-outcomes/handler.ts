import { listOutcomes as route } from '../../../shared/outcomes/contract/outcomes.ts';
import { listOutcomes } from '../../../shared/outcomes/list-outcomes.ts';
import type { JudgedOutcomes } from '../../../shared/outcomes/ports.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly judged: JudgedOutcomes; readonly zone: string }): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query }) => {
    const page = await listOutcomes(deps, principal, query);
    return { ...page, items: [...page.items] };
  });
