import { type ConnectPorts, connectCalendar } from '../../../shared/appointments/calendars/connect-calendar.ts';
import { connectCalendar as route } from '../../../shared/appointments/calendars/contract.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { showCalendar } from '../calendar-view.ts';

export const handlerOf = (deps: ApiDeps & ConnectPorts & { readonly publicUrl: string }): HttpHandler =>
  apiHandler(route, deps, async ({ principal, ids, body }) => {
    const { calendar, secret } = await connectCalendar(deps, principal, ids, body);
    return { ...showCalendar(deps.publicUrl, calendar), signingSecret: secret };
  });
