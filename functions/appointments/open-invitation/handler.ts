import { openInvitation } from '../../../shared/appointments/contract/attendees.ts';
import { inviteTo } from '../../../shared/appointments/invite.ts';
import { notFound } from '../../../shared/kernel/problem.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type BookedPorts, manageUrlOf } from '../booked-view.ts';
import { type LinkDeps, linkHandler } from '../link-handler.ts';

export const handlerOf = (deps: LinkDeps & BookedPorts): HttpHandler =>
  linkHandler(deps, async (standpoint) => {
    const { outcomeId } = standpoint.stored.outcome;
    const meeting = await deps.meetings.get(outcomeId);
    if (!meeting) throw notFound('the meeting');
    const body = inviteTo(standpoint, meeting, deps.publicUrl, await manageUrlOf(deps, outcomeId));
    return { type: openInvitation.responseType ?? 'text/calendar', body };
  });
