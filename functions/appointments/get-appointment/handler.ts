import { getAppointment } from '../../../shared/appointments/contract/appointments.ts';
import { type ShowPorts, showAppointment } from '../../../shared/appointments/show-appointment.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & ShowPorts): HttpHandler =>
  apiHandler(getAppointment, deps, ({ principal, params }) =>
    showAppointment(deps, viewerOf(principal), params.appointmentId),
  );
