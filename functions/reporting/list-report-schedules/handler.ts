import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { listReportSchedules } from '../../../shared/reporting/contract/schedules.ts';
import { type ManagePorts, scheduleOwner, showSchedule } from '../../../shared/reporting/scheduled/manage-schedules.ts';

export const handlerOf = (deps: ApiDeps & ManagePorts): HttpHandler =>
  apiHandler(listReportSchedules, deps, async ({ principal }) => {
    const own = await deps.schedules.ofOwner(scheduleOwner(principal));
    return { items: own.map((schedule) => showSchedule(schedule, deps.zone)), sender: deps.mailSender };
  });
