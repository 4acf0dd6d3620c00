import { deterministicId } from '../kernel/ids.ts';

/** A calendar's own id of a booking, as ours: two calendars may use the same text. */
export const bookingIdOf = (calendarId: string, uid: string): string => deterministicId('booking', calendarId, uid);

/** A chain of bookings is the outcome of its first one. */
export const outcomeIdOf = (firstBookingId: string): string => deterministicId('appointment', firstBookingId);
