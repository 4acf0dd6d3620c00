import { z } from 'zod';
import { dropAbsent, mergeBookings } from './merge-booking.ts';
import { type Booking, type Bookings, SAID, type Word } from './model.ts';
import { type AppointmentRecord, CALENDARS } from './ports.ts';

/** An appointment as its outcome's item keeps it, in short names: the item stays small, and each write of it costs by the kilobyte. */
const atMs = z.int().nonnegative();
const storedWord = z.tuple([z.enum(SAID), atMs]);

const storedBooking = z.object({
  /** Start, end, when that was told. */
  t: z.tuple([atMs, atMs, atMs]).optional(),
  p: z.string().optional(),
  n: z.string().optional(),
  c: atMs.optional(),
  x: atMs.optional(),
  m: z.literal(true).optional(),
  a: storedWord.optional(),
  s: storedWord.optional(),
  tries: z.array(atMs).optional(),
});

const storedBookings = z.record(z.string(), storedBooking);

export const appointmentAttributes = z.object({
  appt: z.object({ by: z.enum(CALENDARS), who: z.string().optional(), b: storedBookings }),
  apptRev: z.int().positive(),
  apptLate: storedBookings.optional(),
  apptJoined: z.string().optional(),
});

const wordItem = (word: Word | undefined): [Word['said'], number] | undefined => word && [word.said, word.atMs];
const wordOf = (stored: z.output<typeof storedWord> | undefined): Word | undefined =>
  stored && { said: stored[0], atMs: stored[1] };

const bookingItem = ({ times, words, attemptsMs, ...rest }: Booking): z.output<typeof storedBooking> =>
  dropAbsent({
    t: times && ([times.startMs, times.endMs, times.toldMs] as [number, number, number]),
    p: rest.previousId,
    n: rest.nextId,
    c: rest.confirmedMs,
    x: rest.cancelledMs,
    m: rest.moved,
    a: wordItem(words.advertiser),
    s: wordItem(words.publisher),
    tries: attemptsMs.length > 0 ? [...attemptsMs] : undefined,
  });

const bookingOf = (stored: z.output<typeof storedBooking>): Booking =>
  dropAbsent({
    times: stored.t && { startMs: stored.t[0], endMs: stored.t[1], toldMs: stored.t[2] },
    previousId: stored.p,
    nextId: stored.n,
    confirmedMs: stored.c,
    cancelledMs: stored.x,
    moved: stored.m,
    words: dropAbsent({ advertiser: wordOf(stored.a), publisher: wordOf(stored.s) }),
    attemptsMs: stored.tries ?? [],
  });

const mapValues = <A, B>(map: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));

export const bookingsItem = (bookings: Bookings): z.output<typeof storedBookings> => mapValues(bookings, bookingItem);

/** In the order in which merging keeps them: an engine may give a map back in another. */
export const bookingsOf = (stored: z.output<typeof storedBookings>): Bookings =>
  mergeBookings(mapValues(stored, bookingOf), {});

export const recordItem = ({ calendar, personHash, bookings }: AppointmentRecord) =>
  dropAbsent({ by: calendar, who: personHash, b: bookingsItem(bookings) });

export const recordOf = ({ by, who, b }: z.output<typeof appointmentAttributes>['appt']): AppointmentRecord =>
  dropAbsent({ calendar: by, personHash: who, bookings: bookingsOf(b) });
