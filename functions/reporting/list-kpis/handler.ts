import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { listKpis } from '../../../shared/reporting/contract/reports.ts';
import { KPIS, type ReportSide } from '../../../shared/reporting/kpis.ts';

export const handlerOf = (deps: ApiDeps): HttpHandler =>
  apiHandler(listKpis, deps, async ({ principal: { role } }) => {
    const side: ReportSide = role === 'publisher' || role === 'advertiser' ? role : 'network';
    const shown = KPIS.filter(({ sides }) => sides.includes(side));
    return { items: shown.map(({ id, name, meaning, formula, unit }) => ({ id, name, meaning, formula, unit })) };
  });
