import { listNotices } from '../../../shared/appointments/contract/attendees.ts';
import type { NoticeReader } from '../../../shared/appointments/notices.ts';
import { toIso } from '../../../shared/kernel/time.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';

export const handlerOf = (deps: ApiDeps & { readonly notices: NoticeReader }): HttpHandler =>
  apiHandler(listNotices, deps, async ({ query: { day, ...page } }) => {
    const found = await deps.notices.ofDay(day, page);
    const items = found.items.map(({ outcomeId, kind, atMs, sequence }) => ({
      appointmentId: outcomeId,
      kind,
      at: toIso(atMs),
      sequence,
    }));
    return { ...found, items };
  });
