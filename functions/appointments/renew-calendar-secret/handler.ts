import { type ConnectPorts, renewSecret } from '../../../shared/appointments/calendars/connect-calendar.ts';
import { renewCalendarSecret } from '../../../shared/appointments/calendars/contract.ts';
import { countedVersion } from '../../../shared/platform/change-from.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { etagOf, seenVersion } from '../../../shared/platform/http/if-match.ts';
import { ApiReply } from '../../../shared/platform/http/reply.ts';
import { showCalendar } from '../calendar-view.ts';

export const handlerOf = (deps: ApiDeps & ConnectPorts & { readonly publicUrl: string }): HttpHandler =>
  apiHandler(renewCalendarSecret, deps, async ({ principal, params, event }) => {
    const { calendar, secret } = await renewSecret(deps, principal, params.calendarId, seenVersion(event));
    const shown = { ...showCalendar(deps.publicUrl, calendar), signingSecret: secret };
    return new ApiReply(shown, { etag: etagOf(countedVersion(calendar)) });
  });
