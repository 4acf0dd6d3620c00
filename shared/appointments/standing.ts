import type { AttendanceRules } from '../catalog/attendance-rules.ts';
import { DAY_MS, type EpochMs } from '../kernel/time.ts';
import { attendanceOf, isAdmitted, wordsUntilMs } from './attendance.ts';
import type { AppointmentState, Booking, Bookings, Times } from './model.ts';

/** A cancellation stands after so long: until then it may turn out to be half of a reschedule. */
export const CANCEL_GRACE_MS = DAY_MS;

/** Where a chain of bookings has come to. */
export interface Standing {
  readonly state: AppointmentState;
  /** The booking that counts: the last of the chain, or the one that was held. */
  readonly bookingId: string;
  readonly times: Times;
  /** How often it was moved; the SEQUENCE of its invitation. */
  readonly moves: number;
  /** From then on what is known is what is judged. */
  readonly dueMs: EpochMs;
  /** Nothing that may still come in time can change it. */
  readonly isSettled: boolean;
}

/**
 * Folds a chain into its standing at an instant. The same bookings give the same standing, in whatever order they were told;
 * undefined while nobody has said when the meeting is.
 */
export function standingOf(bookings: Bookings, rules: AttendanceRules, nowMs: EpochMs): Standing | undefined {
  const chain = chainOf(bookings);
  const held = chain.find(({ booking, times }) => isAdmitted(booking, times));
  const last = held ?? chain.at(-1);
  if (!last) return undefined;
  const { bookingId, booking, times } = last;
  const dueMs = dueOf(booking, times, rules);
  const isOver = nowMs >= dueMs;
  const state = stateOf(booking, times, rules, isOver);
  return { state, bookingId, times, moves: chain.indexOf(last), dueMs, isSettled: isOver || state === 'held' };
}

interface Link {
  readonly bookingId: string;
  readonly booking: Booking;
  readonly times: Times;
}

/** A cancellation before the meeting began; one after that is only another word for a no-show. */
const isCancelled = ({ cancelledMs }: Booking, { startMs }: Times): boolean =>
  cancelledMs !== undefined && cancelledMs < startMs;

function dueOf(booking: Booking, times: Times, rules: AttendanceRules): EpochMs {
  const untilMs = wordsUntilMs(times, rules);
  if (!isCancelled(booking, times) || booking.moved) return untilMs;
  return Math.min(untilMs, (booking.cancelledMs ?? 0) + CANCEL_GRACE_MS);
}

function stateOf(booking: Booking, times: Times, rules: AttendanceRules, isOver: boolean): AppointmentState {
  if (!isAdmitted(booking, times) && isCancelled(booking, times))
    return booking.moved && !isOver ? 'rescheduled' : 'cancelled';
  return attendanceOf(booking, times, rules, isOver) ?? (booking.confirmedMs === undefined ? 'booked' : 'confirmed');
}

/**
 * The bookings of a chain that have times, first to last. Where two claim the place of one, the one that was told later
 * holds it; a ring, which no calendar makes, is cut where it closes.
 */
function chainOf(bookings: Bookings): readonly Link[] {
  const known = Object.entries(bookings).flatMap(([bookingId, booking]): Link[] =>
    booking.times ? [{ bookingId, booking, times: booking.times }] : [],
  );
  const followers = (link: Link): Link[] =>
    known.filter(
      ({ bookingId, booking }) => booking.previousId === link.bookingId || link.booking.nextId === bookingId,
    );
  const followed = new Set(known.flatMap((link) => followers(link)));
  let next = newest(known.filter((link) => !followed.has(link))) ?? newest(known);
  const chain: Link[] = [];
  while (next && !chain.includes(next)) {
    chain.push(next);
    next = newest(followers(next));
  }
  return chain;
}

const newest = (links: readonly Link[]): Link | undefined =>
  [...links].sort((a, b) => b.times.toldMs - a.times.toldMs || (a.bookingId < b.bookingId ? -1 : 1))[0];
