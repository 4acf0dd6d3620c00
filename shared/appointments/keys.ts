import { type Day, type EpochMs, HOUR_MS } from '../kernel/time.ts';
import { outcomeKey, sortableMs } from '../outcomes/keys.ts';

/**
 * Items of appointments in table `outcomes`, beside the outcome's own, which holds the chain of bookings:
 * - `OUT#<outcomeId>` / `MEETING`: answers, evidence and the sealed attendee.
 * - `BOOKING#<bookingId>` / `LINK`: which outcome a calendar's booking belongs to.
 *   `TOLD#…` / `NEXT#…`: what was told of it, and what took its place, before it was known whose it is.
 * - `DIARY#<offerId>` / `<day>`: the meetings that begin that day in the zone of the offer's hours.
 * - `WAKE#<hour since 1970>` / `<ms, 15 digits>#<outcomeId>`: what is to be looked at then; `WAKE` / `NEXT` the hour that the
 *   waker begins with.
 * - `NOTICES#<day, UTC>` / `<ms, 15 digits>#<outcomeId>#<kind>`: what a sender is to deliver.
 * In table `catalog`: `OFFER#<offerId>` / `AVAILABILITY`; `CALENDAR#<calendarId>` / `CALENDAR`.
 */
interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const meetingKey = (outcomeId: string): Key => ({ pk: outcomeKey(outcomeId).pk, sk: 'MEETING' });
export const bookingKey = (bookingId: string): Key => ({ pk: `BOOKING#${bookingId}`, sk: 'LINK' });

/** After `LINK` in the order of keys, so that one query has them all without it. */
export const NEXT_PREFIX = 'NEXT#';
export const TOLD_PREFIX = 'TOLD#';

export const diaryPk = (offerId: string): string => `DIARY#${offerId}`;
export const diaryKey = (offerId: string, day: Day): Key => ({ pk: diaryPk(offerId), sk: day });

export const hourOf = (atMs: EpochMs): number => Math.floor(atMs / HOUR_MS);
export const wakePk = (hour: number): string => `WAKE#${hour}`;
export const wakeKey = (atMs: EpochMs, outcomeId: string): Key => ({
  pk: wakePk(hourOf(atMs)),
  sk: `${sortableMs(atMs)}#${outcomeId}`,
});

export const NEXT_WAKE: Key = { pk: 'WAKE', sk: 'NEXT' };

export const noticesPk = (day: Day): string => `NOTICES#${day}`;

export const availabilityKey = (offerId: string): Key => ({ pk: `OFFER#${offerId}`, sk: 'AVAILABILITY' });

export const calendarKey = (calendarId: string): Key => ({ pk: `CALENDAR#${calendarId}`, sk: 'CALENDAR' });
/** In the catalog's index by owner. */
export const calendarsOf = (advertiserId: string): string => `CALENDARS#${advertiserId}`;
