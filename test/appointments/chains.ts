import fc from 'fast-check';
import { mergeEvent } from '../../shared/appointments/merge-booking.ts';
import type { BookingEvent, Bookings } from '../../shared/appointments/model.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';

/** Monday 2 March 2026, 15:00 UTC. */
export const BOOKED_MS = Date.UTC(2026, 2, 2, 15);

export interface Told {
  readonly bookingId: string;
  readonly event: BookingEvent;
}

export const tellAll = (told: readonly Told[]): Bookings =>
  told.reduce((bookings: Bookings, { bookingId, event }) => mergeEvent(bookings, bookingId, event), {});

type Calendar = 'cal.com' | 'calendly';

interface Life {
  readonly calendar: Calendar;
  readonly moves: number;
  readonly confirms: boolean;
  readonly end: 'cancel' | 'hold' | 'no-show' | 'marked' | 'unmarked' | 'both' | 'silence';
  readonly heldEarly: boolean;
}

const nameOf = (index: number): string => `booking_${index}`;
const startOf = (index: number): number => BOOKED_MS + (24 + index * 5) * HOUR_MS;

/** One booking after another, each moved to the next: as Cal.com tells it, or as Calendly does in pairs. */
export function eventsOf({ calendar, moves, confirms, end, heldEarly }: Life): Told[] {
  const told: Told[] = [];
  for (let index = 0; index <= moves; index += 1) {
    const atMs = BOOKED_MS + index * HOUR_MS;
    const times = { startMs: startOf(index), endMs: startOf(index) + 30 * MINUTE_MS, toldMs: atMs };
    const previousId = index > 0 ? nameOf(index - 1) : undefined;
    told.push({ bookingId: nameOf(index), event: { kind: 'booked', times, previousId } });
    if (confirms) told.push({ bookingId: nameOf(index), event: { kind: 'confirmed', atMs: atMs + MINUTE_MS } });
    if (previousId !== undefined && calendar === 'calendly') {
      const event = { kind: 'cancelled' as const, atMs, moved: true, nextId: nameOf(index) };
      told.push({ bookingId: previousId, event });
    }
  }
  return [...told, ...(heldEarly ? [wordOn(0, 'advertiser', 'held', 1)] : []), ...endOf(moves, end)];
}

function wordOn(
  index: number,
  side: 'advertiser' | 'publisher',
  said: 'held' | 'no-show' | 'unsaid',
  hours: number,
): Told {
  const atMs = startOf(index) + hours * HOUR_MS;
  const attemptsMs = said === 'no-show' ? [atMs - 20 * MINUTE_MS, atMs - 10 * MINUTE_MS] : [];
  return { bookingId: nameOf(index), event: { kind: 'attended', side, said, atMs, attemptsMs } };
}

function endOf(last: number, end: Life['end']): Told[] {
  switch (end) {
    case 'cancel':
      return [{ bookingId: nameOf(last), event: { kind: 'cancelled', atMs: startOf(last) - MINUTE_MS, moved: false } }];
    case 'hold':
      return [wordOn(last, 'advertiser', 'held', 1)];
    case 'no-show':
      return [wordOn(last, 'advertiser', 'no-show', 1)];
    case 'marked':
      return [wordOn(last, 'advertiser', 'unsaid', 1), wordOn(last, 'advertiser', 'no-show', 30)];
    case 'unmarked':
      return [wordOn(last, 'advertiser', 'no-show', 1), wordOn(last, 'advertiser', 'unsaid', 2)];
    case 'both':
      return [wordOn(last, 'advertiser', 'no-show', 1), wordOn(last, 'publisher', 'held', 2)];
    case 'silence':
      return [];
  }
}

export const life: fc.Arbitrary<Life> = fc.record({
  calendar: fc.constantFrom('cal.com' as const, 'calendly' as const),
  moves: fc.integer({ min: 0, max: 5 }),
  confirms: fc.boolean(),
  end: fc.constantFrom('cancel', 'hold', 'no-show', 'marked', 'unmarked', 'both', 'silence'),
  heldEarly: fc.boolean(),
});

/** The same events in any order, some of them again. */
export const jumbled = (told: readonly Told[]): fc.Arbitrary<Told[]> =>
  fc
    .tuple(fc.subarray([...told]), fc.nat())
    .chain(([again]) => fc.shuffledSubarray([...told, ...again], { minLength: told.length + again.length }));
