import { actingPublisher } from '../../../shared/appointments/acting-publisher.ts';
import { type BookPorts, bookMeeting } from '../../../shared/appointments/book-meeting.ts';
import { bookAppointment } from '../../../shared/appointments/contract/bookings.ts';
import { bringingSetter } from '../../../shared/catalog/setter.ts';
import { type ApiDeps, apiHandler } from '../../../shared/platform/http/api.ts';
import type { HttpHandler } from '../../../shared/platform/http/http-stack.ts';
import { type BookedPorts, showBooked } from '../booked-view.ts';

export const handlerOf = (deps: ApiDeps & BookPorts & BookedPorts): HttpHandler =>
  apiHandler(bookAppointment, deps, async ({ principal, ids, body: { setterId: named, source, ...request } }) => {
    const publisherId = actingPublisher(principal, request.publisherId);
    const setterId = await bringingSetter(deps.catalog, principal, publisherId, named);
    const booked = await bookMeeting(deps, ids.next('booking'), {
      ...request,
      publisherId,
      attribution: { confidence: 'source', source, setterId },
    });
    return showBooked(deps, booked, request.zone);
  });
