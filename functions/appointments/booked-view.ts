import type { Booked } from '../../shared/appointments/book-meeting.ts';
import { type BookingLinks, LINK_LIFE_DAYS } from '../../shared/appointments/booking-links.ts';
import { localText } from '../../shared/appointments/local-time.ts';
import { type Clock, DAY_MS } from '../../shared/kernel/time.ts';

/** What makes an attendee's own link. */
export interface BookedPorts {
  readonly links: BookingLinks;
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** Where an attendee confirms, moves or calls off a meeting. */
export async function manageUrlOf({ links, publicUrl, clock }: BookedPorts, outcomeId: string): Promise<string> {
  const token = await links.sign(outcomeId, clock.nowMs() + LINK_LIFE_DAYS * DAY_MS);
  return `${publicUrl.replace(/\/$/, '')}/bookings/${token}`;
}

/** A booking as whoever made it is told of it. */
export const showBooked = async (ports: BookedPorts, { outcomeId, slot, joinUrl }: Booked, zone: string) => ({
  appointmentId: outcomeId,
  startsAt: localText(slot.startMs, zone),
  endsAt: localText(slot.endMs, zone),
  joinUrl,
  manageUrl: await manageUrlOf(ports, outcomeId),
});
