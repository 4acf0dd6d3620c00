import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { getReportSeries } from '../../../shared/reporting/contract/charts.ts';
import { makeSeries } from '../../../shared/reporting/make-series.ts';
import type { ReportPorts } from '../../../shared/reporting/read-facts.ts';

export const handlerOf = (deps: ApiDeps & ReportPorts): HttpHandler =>
  apiHandler(getReportSeries, deps, ({ principal, query: { from, to, by, measures, ...filter } }) =>
    makeSeries(deps, principal, { from, to, by, measures, filter }),
  );
