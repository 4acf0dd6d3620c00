import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { getDailyReport } from '../../../shared/reporting/contract/daily.ts';
import type { DailyCounts } from '../../../shared/reporting/ports.ts';
import { readDaily } from '../../../shared/reporting/read-daily.ts';

export const handlerOf = (deps: ApiDeps & { readonly counts: DailyCounts }): HttpHandler =>
  apiHandler(getDailyReport, deps, ({ principal, query }) => readDaily(deps, principal, query));
