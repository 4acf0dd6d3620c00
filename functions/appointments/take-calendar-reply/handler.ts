import { takeCalendarReply } from '../../../shared/appointments/contract/attendees.ts';
import { takeReply } from '../../../shared/appointments/invite.ts';
import type { SettlePorts } from '../../../shared/appointments/settle-appointment.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { rawBody } from '../../../shared/platform/http/request.ts';

/** A reply repeats the invitation, and some calendars add a time zone of a few kilobytes. */
const MAX_REPLY_BYTES = 64 * 1024;

export const handlerOf = (deps: ApiDeps & SettlePorts): HttpHandler =>
  apiHandler(takeCalendarReply, deps, ({ event }) => takeReply(deps, rawBody(event, MAX_REPLY_BYTES)));
