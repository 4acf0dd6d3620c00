import { listCalendars } from '../../../shared/appointments/calendars/contract.ts';
import type { CalendarStore } from '../../../shared/appointments/calendars/ports.ts';
import { invalidField, notFound } from '../../../shared/kernel/problem.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import type { Principal } from '../../../shared/platform/http/principal.ts';
import { showCalendar } from '../calendar-view.ts';

interface ListDeps extends ApiDeps {
  readonly calendars: Pick<CalendarStore, 'list'>;
  readonly publicUrl: string;
}

export const handlerOf = (deps: ListDeps): HttpHandler =>
  apiHandler(listCalendars, deps, async ({ principal, query: { advertiserId, ...page } }) => {
    const found = await deps.calendars.list(advertiserAsked(principal, advertiserId), page);
    return { ...found, items: found.items.map((each) => showCalendar(deps.publicUrl, each)) };
  });

function advertiserAsked({ role, subjectId }: Principal, named: string | undefined): string {
  if (role === 'advertiser') {
    if (named !== undefined && named !== subjectId) throw notFound('the advertiser');
    return subjectId;
  }
  if (named === undefined) throw invalidField('query.advertiserId', 'say whose');
  return named;
}
