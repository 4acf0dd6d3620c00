import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { getReport } from '../../../shared/reporting/contract/reports.ts';
import { makeReport } from '../../../shared/reporting/make-report.ts';
import type { ReportPorts } from '../../../shared/reporting/read-facts.ts';
import { requestOf } from '../report-request.ts';

export const handlerOf = (deps: ApiDeps & ReportPorts): HttpHandler =>
  apiHandler(getReport, deps, ({ principal, query }) => makeReport(deps, principal, requestOf(query)));
