import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { listQuality as route } from '../../../shared/reporting/contract/quality.ts';
import type { QualityStore } from '../../../shared/reporting/quality/ports.ts';
import { listQuality } from '../../../shared/reporting/quality/show-quality.ts';

export const handlerOf = (deps: ApiDeps & { readonly quality: QualityStore }): HttpHandler =>
  apiHandler(route, deps, async ({ principal, query }) => {
    const { items, ...rest } = await listQuality(deps.quality, principal, query);
    return { ...rest, items: [...items] };
  });
