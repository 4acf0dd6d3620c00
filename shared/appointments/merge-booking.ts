import { Problem } from '../kernel/problem.ts';
import {
  type Booking,
  type BookingEvent,
  type Bookings,
  MAX_ATTEMPTS,
  MAX_BOOKINGS,
  NO_BOOKING,
  SAID,
  type Times,
  type Word,
} from './model.ts';

/**
 * Adds up what is told of a chain of bookings. Like the merge of a call's events it is commutative, associative and
 * idempotent: calendars deliver late, twice and out of order, so each field is the larger of two in a fixed order.
 *
 * @throws Problem `invalid` for a chain longer than any real one
 */
export function mergeBookings(a: Bookings, b: Bookings): Bookings {
  const merged = new Map(Object.entries(a));
  for (const [bookingId, booking] of Object.entries(b)) {
    const mine = merged.get(bookingId);
    merged.set(bookingId, mine ? mergeBooking(mine, booking) : booking);
  }
  if (merged.size > MAX_BOOKINGS) {
    throw new Problem('invalid', `an appointment that was moved more than ${MAX_BOOKINGS - 1} times is none of ours`);
  }
  // Sorted, so that equal chains are equal text whatever order they came in.
  return Object.fromEntries([...merged].sort(([x], [y]) => (x < y ? -1 : 1)));
}

export const mergeEvent = (bookings: Bookings, bookingId: string, event: BookingEvent): Bookings =>
  mergeBookings(bookings, { [bookingId]: bookingOf(event) });

/** What a single event says on its own. */
function bookingOf(event: BookingEvent): Booking {
  switch (event.kind) {
    case 'booked':
      return dropAbsent({ ...NO_BOOKING, times: event.times, previousId: event.previousId });
    case 'confirmed':
      return { ...NO_BOOKING, confirmedMs: event.atMs };
    case 'cancelled':
      return dropAbsent({
        ...NO_BOOKING,
        cancelledMs: event.atMs,
        moved: event.moved ? (true as const) : undefined,
        nextId: event.nextId,
      });
    case 'attended':
      return {
        ...NO_BOOKING,
        words: { [event.side]: { said: event.said, atMs: event.atMs } },
        attemptsMs: attemptsOf(event.attemptsMs),
      };
  }
}

function mergeBooking(a: Booking, b: Booking): Booking {
  return dropAbsent({
    times: optional(laterTimes, a.times, b.times),
    previousId: optional(laterText, a.previousId, b.previousId),
    nextId: optional(laterText, a.nextId, b.nextId),
    confirmedMs: optional(Math.min, a.confirmedMs, b.confirmedMs),
    cancelledMs: optional(Math.min, a.cancelledMs, b.cancelledMs),
    moved: a.moved ?? b.moved,
    words: dropAbsent({
      advertiser: optional(boundByHeld, a.words.advertiser, b.words.advertiser),
      publisher: optional(laterWord, a.words.publisher, b.words.publisher),
    }),
    attemptsMs: attemptsOf([...a.attemptsMs, ...b.attemptsMs]),
  });
}

/** The first ones: that there were enough of them can't be undone by telling of more. */
const attemptsOf = (attemptsMs: readonly number[]): readonly number[] =>
  [...new Set(attemptsMs)].sort((x, y) => x - y).slice(0, MAX_ATTEMPTS);

function laterTimes(a: Times, b: Times): Times {
  const order = a.toldMs - b.toldMs || a.startMs - b.startMs || a.endMs - b.endMs;
  return order >= 0 ? a : b;
}

function laterWord(a: Word, b: Word): Word {
  const order = a.atMs - b.atMs || SAID.indexOf(a.said) - SAID.indexOf(b.said);
  return order >= 0 ? a : b;
}

/** The first `held`, where there is one. */
function boundByHeld(a: Word, b: Word): Word {
  if (a.said !== 'held' && b.said !== 'held') return laterWord(a, b);
  if (a.said !== b.said) return a.said === 'held' ? a : b;
  return a.atMs <= b.atMs ? a : b;
}

const laterText = (a: string, b: string): string => (a > b ? a : b);

const optional = <T>(merge: (a: T, b: T) => T, a: T | undefined, b: T | undefined): T | undefined =>
  a === undefined ? b : b === undefined ? a : merge(a, b);

/** Without the keys that hold nothing: stored items and comparisons never see an `undefined`. */
export function dropAbsent<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}
