import { openBooking } from '../../../shared/appointments/contract/attendees.ts';
import { showToAttendee } from '../../../shared/appointments/show-appointment.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type LinkDeps, linkHandler } from '../link-handler.ts';

export const handlerOf = (deps: LinkDeps): HttpHandler =>
  linkHandler(deps, async (standpoint) => ({
    type: 'application/json',
    body: JSON.stringify(openBooking.response?.parse(await showToAttendee(deps, standpoint))),
  }));
