import { reportAttendance as route } from '../../../shared/appointments/contract/appointments.ts';
import { SIDES } from '../../../shared/appointments/model.ts';
import { ownAppointment } from '../../../shared/appointments/own-appointment.ts';
import { type ReportPorts, reportAttendance } from '../../../shared/appointments/report-attendance.ts';
import { showAppointment } from '../../../shared/appointments/show-appointment.ts';
import { Problem } from '../../../shared/kernel/problem.ts';
import { viewerOf } from '../../../shared/outcomes/viewer.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & ReportPorts): HttpHandler =>
  apiHandler(route, deps, async ({ principal, params: { appointmentId }, body: { attempts, ...report } }) => {
    const viewer = viewerOf(principal);
    // A setter speaks for its publisher.
    const spoken = principal.role === 'setter' ? 'publisher' : principal.role;
    const side = SIDES.find((each) => each === spoken);
    if (!side) throw new Problem('forbidden', `a ${principal.role} was not in the meeting`);
    const stored = await ownAppointment(deps.appointments, viewer, appointmentId);
    await reportAttendance(deps, side, stored, { ...report, attemptsMs: attempts });
    return showAppointment(deps, viewer, appointmentId);
  });
