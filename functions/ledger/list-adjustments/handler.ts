import { listAdjustments as route } from '../../../shared/ledger/contract/adjustments.ts';
import type { CorrectionStore } from '../../../shared/ledger/ports.ts';
import { listAdjustments } from '../../../shared/ledger/show-adjustments.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly corrections: Pick<CorrectionStore, 'list'> }): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query }) => {
    const page = await listAdjustments(deps.corrections, principal, query);
    return { ...page, items: [...page.items] };
  });
