import type { Answers } from '../catalog/answers.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import type { Facts, OpenOutcome, Outcome } from '../outcomes/model.ts';
import type { Availability, StandingAvailability } from './availability.ts';
import type { Diary } from './diary.ts';
import type { BookingEvent, Bookings } from './model.ts';
import type { Slot } from './slots.ts';

/** Who keeps the calendar that an appointment stands in. */
export const CALENDARS = ['callbourse', 'cal.com', 'calendly'] as const;
export type CalendarName = (typeof CALENDARS)[number];

/** An appointment as its outcome's item keeps it. */
export interface AppointmentRecord {
  readonly calendar: CalendarName;
  readonly bookings: Bookings;
  /** Keyed hash of the attendee. */
  readonly personHash?: string | undefined;
}

export interface StoredAppointment {
  readonly outcome: Outcome;
  readonly record: AppointmentRecord;
  /** Counts the writes of the record: who writes names the one it has seen. */
  readonly rev: number;
  /** What came after the verdict, merged; absent until something did. */
  readonly late?: Bookings;
  /** The appointment that this one turned out to be a part of; that one is told what comes, and alone is billed. */
  readonly joinedTo?: string;
}

/** The attendee, as an invitation needs it; encrypted where it is kept. */
export interface Attendee {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | undefined;
}

/** What is known of a meeting besides its times. */
export interface Meeting {
  readonly title: string;
  /** What the setter, or the calendar's form, was told: budget, authority, need, timeline, and what else the offer asks. */
  readonly answers: Answers;
  /** Where the setter has it from, by the answer's name. */
  readonly evidence: Readonly<Record<string, string>>;
  /** What the advertiser found in the meeting to be otherwise, and why. */
  readonly found?: { readonly answers: Answers; readonly why: string } | undefined;
  /** The attendee's own zone. */
  readonly zone?: string | undefined;
  readonly joinUrl?: string | undefined;
  /** Absent where another calendar invites. */
  readonly attendee?: Attendee | undefined;
}

/** A claim of a slot in the diary of an offer; `release` is the slot it is moved from. */
export interface DiaryChange {
  readonly offerId: string;
  readonly outcomeId: string;
  readonly claim?: { readonly slot: Slot; readonly availability: Availability } | undefined;
  readonly release?: { readonly slot: Slot; readonly zone: string } | undefined;
}

export interface Opening {
  readonly outcome: OpenOutcome;
  readonly record: AppointmentRecord;
  /** The bookings that are this one's from now on. */
  readonly bookingIds: readonly string[];
  readonly meeting: Meeting;
  readonly diary?: DiaryChange | undefined;
  /** When it is to be looked at next. */
  readonly wakeMs: EpochMs;
}

export interface Saving {
  readonly record: AppointmentRecord;
  /** Written with it once the appointment has come to its end. */
  readonly facts?: Facts | undefined;
  /** A booking that is told of for the first time. */
  readonly newBookingId?: string | undefined;
  readonly diary?: DiaryChange | undefined;
  readonly wakeMs?: EpochMs | undefined;
}

export interface AppointmentStore {
  /**
   * Opens the outcome with its first booking, its place in the diary and its wakes, all or nothing, once. `full` when the
   * slot has no room left, `exists` when it was opened before.
   */
  open(opening: Opening): Promise<'opened' | 'exists' | 'full'>;
  /** Strongly consistent. */
  find(outcomeId: string): Promise<StoredAppointment | undefined>;
  /** The outcome that a booking belongs to; strongly consistent. */
  outcomeOf(bookingId: string): Promise<string | undefined>;
  /** Writes what was merged; `lost` when somebody wrote or judged meanwhile. */
  save(seen: StoredAppointment, saving: Saving): Promise<'saved' | 'lost' | 'full'>;
  /** Keeps what came after the verdict beside it, and whose a new booking is; `lost` when somebody wrote meanwhile. */
  saveLate(seen: StoredAppointment, late: Bookings, newBookingId?: string): Promise<'saved' | 'lost'>;
  /** Makes it a part of another: by these facts it is judged, or corrected after its verdict; `lost` when somebody wrote meanwhile. */
  join(seen: StoredAppointment, into: string, facts: Facts): Promise<'saved' | 'lost'>;
}

export interface MeetingStore {
  /** Strongly consistent. */
  get(outcomeId: string): Promise<Meeting | undefined>;
  /** What the advertiser found to be otherwise. */
  correct(outcomeId: string, found: NonNullable<Meeting['found']>): Promise<void>;
}

export interface AvailabilityStore {
  /** Undefined for an offer without hours. */
  get(offerId: string): Promise<StandingAvailability | undefined>;
  /** Puts it in the place of a version of it, 0 for none; `stale` when another one is there by now. */
  set(offerId: string, wanted: StandingAvailability, seenVersion: number): Promise<'put' | 'stale'>;
}

export interface DiaryReader {
  /** Eventually consistent: what is shown may be gone by the time it is booked. */
  days(offerId: string, from: Day, to: Day): Promise<ReadonlyMap<Day, Diary>>;
}

/** What was told of a booking before anybody knew whose it is, and the bookings that took its place. */
export interface Strays {
  /** Keeping the same again changes nothing. */
  keep(bookingId: string, event: BookingEvent): Promise<void>;
  keepNext(bookingId: string, nextId: string, event: BookingEvent): Promise<void>;
  /** Strongly consistent. */
  of(bookingId: string): Promise<{
    readonly told: readonly BookingEvent[];
    readonly next: readonly { readonly bookingId: string; readonly event: BookingEvent }[];
  }>;
}
