import type { Booked } from '../../shared/appointments/book-meeting.ts';
import { LINK_LIFE_DAYS } from '../../shared/appointments/booking-links.ts';
import { localText } from '../../shared/appointments/local-time.ts';
import { type Clock, DAY_MS } from '../../shared/kernel/time.ts';
import type { BookedPorts } from './compose.ts';

/** A booking as whoever made it is told of it, with the attendee's own link. */
export async function showBooked(
  { links, publicUrl, clock }: BookedPorts & { readonly clock: Clock },
  { outcomeId, slot, joinUrl }: Booked,
  zone: string,
) {
  const token = await links.sign(outcomeId, clock.nowMs() + LINK_LIFE_DAYS * DAY_MS);
  return {
    appointmentId: outcomeId,
    startsAt: localText(slot.startMs, zone),
    endsAt: localText(slot.endMs, zone),
    joinUrl,
    manageUrl: `${publicUrl.replace(/\/$/, '')}/bookings/${token}`,
  };
}
