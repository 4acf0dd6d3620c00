import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { getReport } from '../../../shared/reporting/contract/reports.ts';
import { makeReport, type RowPorts } from '../../../shared/reporting/make-report.ts';
import { requestOf } from '../report-request.ts';

export const handlerOf = (deps: ApiDeps & RowPorts): HttpHandler =>
  apiHandler(getReport, deps, ({ principal, query }) => makeReport(deps, principal, requestOf(query)));
