import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import { downloadReport } from '../../../shared/reporting/contract/reports.ts';
import { makeReport, type RowPorts } from '../../../shared/reporting/make-report.ts';
import { reportCsv } from '../../../shared/reporting/write-report.ts';
import { requestOf } from '../report-request.ts';

export const handlerOf = (deps: ApiDeps & RowPorts): HttpHandler =>
  apiHandler(downloadReport, deps, async ({ principal, query }) => {
    const request = requestOf(query);
    const { from, to, groupBy } = request;
    const csv = reportCsv(await makeReport(deps, principal, request), groupBy);
    return new ApiReply(csv, { 'content-disposition': `attachment; filename="report-${from}-${to}.csv"` });
  });
