import { getInvitation } from '../../../shared/appointments/contract/appointments.ts';
import { inviteTo } from '../../../shared/appointments/invite.ts';
import { ownAppointment } from '../../../shared/appointments/own-appointment.ts';
import { type ShowPorts, standpointOf } from '../../../shared/appointments/show-appointment.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type BookedPorts, manageUrlOf } from '../booked-view.ts';

export const handlerOf = (deps: ApiDeps & ShowPorts & BookedPorts): HttpHandler =>
  apiHandler(getInvitation, deps, async ({ principal, params: { appointmentId } }) => {
    const stored = await ownAppointment(deps.appointments, viewerOf(principal), appointmentId);
    const [standpoint, meeting] = await Promise.all([standpointOf(deps, stored), deps.meetings.get(appointmentId)]);
    if (!meeting) throw notFound(`the meeting of ${appointmentId}`);
    return inviteTo(standpoint, meeting, deps.publicUrl, await manageUrlOf(deps, appointmentId));
  });
