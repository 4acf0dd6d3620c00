import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { removeReportSchedule } from '../../../shared/reporting/contract/schedules.ts';
import { type ManagePorts, removeSchedule } from '../../../shared/reporting/scheduled/manage-schedules.ts';

export const handlerOf = (deps: ApiDeps & ManagePorts): HttpHandler =>
  apiHandler(removeReportSchedule, deps, async ({ principal, params }) => {
    await removeSchedule(deps, principal, params.scheduleId);
    return undefined;
  });
