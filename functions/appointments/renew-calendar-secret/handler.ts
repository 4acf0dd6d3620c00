import { type ConnectPorts, renewSecret } from '../../../shared/appointments/calendars/connect-calendar.ts';
import { renewCalendarSecret } from '../../../shared/appointments/calendars/contract.ts';
import { type ApiDeps, apiHandler, type HttpHandler } from '../../../shared/platform/http/api.ts';
import { showCalendar } from '../calendar-view.ts';

export const handlerOf = (deps: ApiDeps & ConnectPorts & { readonly publicUrl: string }): HttpHandler =>
  apiHandler(renewCalendarSecret, deps, async ({ principal, params }) => {
    const { calendar, secret } = await renewSecret(deps, principal, params.calendarId);
    return { ...showCalendar(deps.publicUrl, calendar), signingSecret: secret };
  });
