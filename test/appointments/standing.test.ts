import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeBookings } from '../../shared/appointments/merge-booking.ts';
import { MAX_BOOKINGS, mayBecome, STATES } from '../../shared/appointments/model.ts';
import { CANCEL_GRACE_MS, standingOf } from '../../shared/appointments/standing.ts';
import { DEFAULT_ATTENDANCE } from '../../shared/catalog/attendance-rules.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { BOOKED_MS, eventsOf, jumbled, life, type Told, tellAll } from './chains.ts';

const LATER_MS = BOOKED_MS + 30 * DAY_MS;
const chain = { calendar: 'cal.com' as const, moves: 0, confirms: false, end: 'silence' as const, heldEarly: false };
const standing = (told: readonly Told[], nowMs = LATER_MS, rules = DEFAULT_ATTENDANCE) =>
  standingOf(tellAll(told), rules, nowMs);

describe('a chain of bookings', () => {
  it('comes to the same in any order and repetition, whichever calendar tells it', () => {
    fc.assert(
      fc.property(
        life.chain((lived) => fc.tuple(fc.constant(lived), jumbled(eventsOf(lived)))),
        fc.integer({ min: 0, max: 10 * 24 }),
        ([lived, told], hours) => {
          const nowMs = BOOKED_MS + hours * HOUR_MS;
          expect(standing(told, nowMs)).toEqual(standing(eventsOf(lived), nowMs));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('comes to the same from Cal.com, which tells a move once, and from Calendly, which tells it twice', () => {
    fc.assert(
      fc.property(life, (lived) => {
        const [cal, calendly] = (['cal.com', 'calendly'] as const).map((calendar) => eventsOf({ ...lived, calendar }));
        expect(standing(calendly ?? [])).toEqual(standing(cal ?? []));
      }),
      { numRuns: 100 },
    );
  });

  it('merges with itself and with parts of itself in any grouping', () => {
    fc.assert(
      fc.property(
        life.chain((lived) => jumbled(eventsOf(lived))),
        fc.nat(),
        (told, at) => {
          const cut = told.length === 0 ? 0 : at % told.length;
          const [front, back, all] = [tellAll(told.slice(0, cut)), tellAll(told.slice(cut)), tellAll(told)];
          expect(mergeBookings(front, back)).toEqual(all);
          expect(mergeBookings(back, front)).toEqual(all);
          expect(mergeBookings(all, all)).toEqual(all);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never leaves held, whatever is told after it', () => {
    fc.assert(
      fc.property(
        life.chain((lived) => jumbled(eventsOf(lived))),
        fc.nat(),
        (told, at) => {
          const soFar = told.slice(0, at % (told.length + 1));
          const before = standing(soFar, BOOKED_MS);
          if (before?.state === 'held') expect(standing(told, BOOKED_MS)?.state).toBe('held');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('counts the moves, and is at the last booking', () => {
    const moved = standing(eventsOf({ ...chain, moves: 3 }), BOOKED_MS);
    expect(moved).toMatchObject({ state: 'booked', bookingId: 'booking_3', moves: 3, isSettled: false });
  });

  it('refuses one that is longer than any real one', () => {
    expect(() => tellAll(eventsOf({ ...chain, moves: MAX_BOOKINGS }))).toThrow('moved more than');
  });
});

describe('half of a reschedule', () => {
  const [first, second] = eventsOf({ ...chain, calendar: 'calendly', moves: 1 });
  const half: Told = { bookingId: 'booking_0', event: { kind: 'cancelled', atMs: BOOKED_MS, moved: true } };

  it('is rescheduled until the other half comes, and cancelled when it never does', () => {
    expect(standing([first as Told, half], BOOKED_MS)?.state).toBe('rescheduled');
    expect(standing([first as Told, half])?.state).toBe('cancelled');
  });

  it('needs no cancellation: the new booking names the old one', () => {
    expect(standing([first as Told, second as Told], BOOKED_MS)).toMatchObject({ state: 'booked', moves: 1 });
  });

  it('is undefined while nobody has told when the meeting is', () => {
    expect(standing([half])).toBeUndefined();
  });
});

describe('a cancellation', () => {
  const booked = eventsOf(chain);
  const cancelled = (atMs: number): Told => ({
    bookingId: 'booking_0',
    event: { kind: 'cancelled', atMs, moved: false },
  });

  it('stands after a day, in which a reschedule may still come', () => {
    const called = standing([...booked, cancelled(BOOKED_MS)], BOOKED_MS);
    expect(called).toMatchObject({ state: 'cancelled', isSettled: false, dueMs: BOOKED_MS + CANCEL_GRACE_MS });
    expect(standing([...booked, cancelled(BOOKED_MS)], BOOKED_MS + CANCEL_GRACE_MS)?.isSettled).toBe(true);
  });

  it('after the meeting began cancels nothing', () => {
    expect(standing([...booked, cancelled(BOOKED_MS + 24 * HOUR_MS)])?.state).toBe('held');
  });

  it('of a booking that was moved on changes nothing', () => {
    const told = [...eventsOf({ ...chain, moves: 1 }), cancelled(BOOKED_MS + 2 * HOUR_MS)];
    expect(standing(told, BOOKED_MS)?.state).toBe('booked');
  });
});

describe('who came', () => {
  const known = (end: 'hold' | 'no-show' | 'marked' | 'unmarked' | 'both' | 'silence', nowMs = LATER_MS) =>
    standing(eventsOf({ ...chain, end }), nowMs)?.state;
  const inWindowMs = BOOKED_MS + 26 * HOUR_MS;

  it('is held at once by the word of who pays', () => {
    expect(known('hold', inWindowMs)).toBe('held');
  });

  it('is told by one side alone when the window ends', () => {
    expect(known('no-show', inWindowMs)).toBe('booked');
    expect(known('no-show')).toBe('no-show');
  });

  it('follows the newest mark of a calendar, and none that was taken back', () => {
    expect(known('marked')).toBe('no-show');
    expect(known('unmarked')).toBe('held');
  });

  it('is decided by the offer where both disagree or nobody speaks', () => {
    const told = eventsOf({ ...chain, end: 'both' });
    expect(known('both')).toBe('no-show');
    expect(standing(told, LATER_MS, { ...DEFAULT_ATTENDANCE, disagreement: 'held' })?.state).toBe('held');
    expect(known('silence')).toBe('held');
    expect(standing(eventsOf(chain), LATER_MS, { ...DEFAULT_ATTENDANCE, silence: 'no-show' })?.state).toBe('no-show');
  });

  it('is no no-show with fewer attempts than the offer asks for', () => {
    const rules = { ...DEFAULT_ATTENDANCE, noShowAttempts: 3 };
    expect(standing(eventsOf({ ...chain, end: 'no-show' }), LATER_MS, rules)?.state).toBe('held');
  });
});

describe('the table of states', () => {
  it('lets nothing leave held, and nothing enter booked but the other half of a move', () => {
    expect(STATES.filter((state) => mayBecome('held', state))).toEqual([]);
    expect(STATES.filter((state) => mayBecome(state, 'booked'))).toEqual(['rescheduled']);
    expect(STATES.filter((state) => mayBecome(state, 'confirmed'))).toEqual(['booked']);
  });
});
