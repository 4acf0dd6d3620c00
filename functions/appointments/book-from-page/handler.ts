import { attributeBooking, type BookingAttributionPorts } from '../../../shared/appointments/attribute-booking.ts';
import { type BookPorts, bookMeeting } from '../../../shared/appointments/book-meeting.ts';
import { bookFromPage } from '../../../shared/appointments/contract/bookings.ts';
import { bookingIdOf } from '../../../shared/appointments/outcome-id.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type TagDeps, tagHandler } from '../../tracking/tag-handler.ts';
import { type BookedPorts, showBooked } from '../booked-view.ts';

export const handlerOf = (deps: TagDeps & BookPorts & BookedPorts & BookingAttributionPorts): HttpHandler =>
  tagHandler(bookFromPage, deps, async ({ publisher: { publisherId }, body }) => {
    const { key: _key, requestId, token, ...request } = body;
    const attribution = await attributeBooking(deps, publisherId, token, deps.clock.nowMs());
    const booked = await bookMeeting(deps, bookingIdOf(publisherId, requestId), {
      ...request,
      publisherId,
      attribution,
      evidence: {},
    });
    return showBooked(deps, booked, request.zone);
  });
