import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { createReportSchedule } from '../../../shared/reporting/contract/schedules.ts';
import {
  type CreatePorts,
  createSchedule,
  showSchedule,
} from '../../../shared/reporting/scheduled/manage-schedules.ts';

export const handlerOf = (deps: ApiDeps & CreatePorts): HttpHandler =>
  apiHandler(createReportSchedule, deps, async ({ principal, body, ids }) =>
    showSchedule(await createSchedule(deps, ids, principal, body), deps.zone),
  );
