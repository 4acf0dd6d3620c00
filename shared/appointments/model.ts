import type { EpochMs } from '../kernel/time.ts';

/** Where an appointment stands. What is said of one booking and of the appointment it belongs to is the same word. */
export const STATES = ['booked', 'confirmed', 'held', 'no-show', 'cancelled', 'rescheduled'] as const;
export type AppointmentState = (typeof STATES)[number];

/** What may be asked of an appointment in each state; anything else is refused. */
export const NEXT_STATES: Readonly<Record<AppointmentState, readonly AppointmentState[]>> = {
  booked: ['confirmed', 'held', 'no-show', 'cancelled', 'rescheduled'],
  confirmed: ['held', 'no-show', 'cancelled', 'rescheduled'],
  // Who missed a meeting, or called it off, may still be given another: the same outcome, until it is judged.
  'no-show': ['rescheduled', 'held'],
  cancelled: ['rescheduled'],
  // Half of a pair: the calendar told that it moved, and not yet where to.
  rescheduled: ['booked'],
  held: [],
};

export const mayBecome = (from: AppointmentState, to: AppointmentState): boolean => NEXT_STATES[from].includes(to);

/** Who says who came: the advertiser's host sat in the meeting, the publisher's setter made it. */
export const SIDES = ['advertiser', 'publisher'] as const;
export type AttendanceSide = (typeof SIDES)[number];

/** `unsaid` takes back what was said before, as a calendar's mark can be. In the order in which the later wins a tie of time. */
export const SAID = ['unsaid', 'held', 'no-show'] as const;
export type Said = (typeof SAID)[number];

/**
 * What one side says of one booking: its newest word. An advertiser that says `held` admits that it owes, and is bound by it;
 * what it finds out later is a dispute.
 */
export interface Word {
  readonly said: Said;
  readonly atMs: EpochMs;
}

/** When a meeting is, as it was told at an instant. */
export interface Times {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  /** When this was told; of two tellings the later holds. */
  readonly toldMs: EpochMs;
}

/** Everything the events of one booking add up to, in whatever order and number they come. */
export interface Booking {
  /** Absent while only others have spoken of it. */
  readonly times?: Times;
  /** The booking it took the place of. */
  readonly previousId?: string;
  /** The booking that took its place, where the calendar says so on this side of the pair. */
  readonly nextId?: string;
  readonly confirmedMs?: EpochMs;
  readonly cancelledMs?: EpochMs;
  /** The cancellation is half of a reschedule. */
  readonly moved?: true;
  readonly words: Readonly<Partial<Record<AttendanceSide, Word>>>;
  /** When the advertiser tried to reach who did not come, in order. */
  readonly attemptsMs: readonly EpochMs[];
}

export const NO_BOOKING: Booking = { words: {}, attemptsMs: [] };

/** A reschedule makes a chain of bookings; the chain is one appointment, and one outcome. By the booking's id. */
export type Bookings = Readonly<Record<string, Booking>>;

/** A chain longer than that is somebody's game, not a meeting. */
export const MAX_BOOKINGS = 12;
/** Attempts that are kept; no offer asks for more. */
export const MAX_ATTEMPTS = 10;

/** Something a calendar, a side or the attendee told us of one booking, in words no calendar owns. */
export type BookingEvent =
  | { readonly kind: 'booked'; readonly times: Times; readonly previousId?: string | undefined }
  | { readonly kind: 'confirmed'; readonly atMs: EpochMs }
  | {
      readonly kind: 'cancelled';
      readonly atMs: EpochMs;
      /** It is half of a reschedule. */
      readonly moved: boolean;
      readonly nextId?: string | undefined;
    }
  | {
      readonly kind: 'attended';
      readonly side: AttendanceSide;
      readonly said: Said;
      readonly atMs: EpochMs;
      readonly attemptsMs: readonly EpochMs[];
    };
