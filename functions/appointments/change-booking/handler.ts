import { changeAppointment } from '../../../shared/appointments/change-appointment.ts';
import { changeBooking } from '../../../shared/appointments/contract/attendees.ts';
import type { SettlePorts } from '../../../shared/appointments/settle-appointment.ts';
import { showToAttendee, standpointOf } from '../../../shared/appointments/show-appointment.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { problemOfZod } from '../../../shared/platform/http/problem-json.ts';
import { jsonBody } from '../../../shared/platform/http/request.ts';
import { type LinkDeps, linkHandler } from '../link-handler.ts';

export const handlerOf = (deps: LinkDeps & SettlePorts): HttpHandler =>
  linkHandler(deps, async ({ stored }, event) => {
    const change = changeBooking.body?.safeParse(jsonBody(event));
    if (!change?.success) throw change ? problemOfZod(change.error, 'body') : new Error('the route has a body');
    await changeAppointment(deps, stored, change.data);
    const now = await deps.appointments.find(stored.outcome.outcomeId);
    if (!now) throw notFound('the meeting');
    const shown = await showToAttendee(deps, await standpointOf(deps, now));
    return { type: 'application/json', body: JSON.stringify(changeBooking.response?.parse(shown)) };
  });
