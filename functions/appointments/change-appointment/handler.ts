import { changeAppointment } from '../../../shared/appointments/change-appointment.ts';
import { changeAppointment as route } from '../../../shared/appointments/contract/appointments.ts';
import { ownAppointment } from '../../../shared/appointments/own-appointment.ts';
import type { SettlePorts } from '../../../shared/appointments/settle-appointment.ts';
import { showAppointment } from '../../../shared/appointments/show-appointment.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & SettlePorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { appointmentId }, body }) => {
    const viewer = viewerOf(principal);
    await changeAppointment(deps, await ownAppointment(deps.appointments, viewer, appointmentId), body);
    return showAppointment(deps, viewer, appointmentId);
  });
