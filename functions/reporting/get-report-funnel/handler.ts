import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { getReportFunnel } from '../../../shared/reporting/contract/charts.ts';
import { makeFunnel } from '../../../shared/reporting/make-funnel.ts';
import type { ReportPorts } from '../../../shared/reporting/read-facts.ts';

export const handlerOf = (deps: ApiDeps & ReportPorts): HttpHandler =>
  apiHandler(getReportFunnel, deps, ({ principal, query: { from, to, model, ...filter } }) =>
    makeFunnel(deps, principal, { from, to, model, filter }),
  );
