import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { listKpis } from '../../../shared/reporting/contract/reports.ts';
import { KPIS } from '../../../shared/reporting/kpis.ts';
import { sideOf } from '../../../shared/reporting/read-facts.ts';

export const handlerOf = (deps: ApiDeps): HttpHandler =>
  apiHandler(listKpis, deps, async ({ principal }) => {
    const side = sideOf(principal);
    const shown = KPIS.filter(({ sides }) => sides.includes(side));
    return { items: shown.map(({ id, name, meaning, formula, unit }) => ({ id, name, meaning, formula, unit })) };
  });
