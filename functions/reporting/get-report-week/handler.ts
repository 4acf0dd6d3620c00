import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { getReportWeek } from '../../../shared/reporting/contract/charts.ts';
import { makeWeek } from '../../../shared/reporting/make-series.ts';
import type { ReportPorts } from '../../../shared/reporting/read-facts.ts';

export const handlerOf = (deps: ApiDeps & ReportPorts): HttpHandler =>
  apiHandler(getReportWeek, deps, ({ principal, query: { from, to, measure, ...filter } }) =>
    makeWeek(deps, principal, { from, to, measure, filter }),
  );
