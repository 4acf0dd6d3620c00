import { describe, expect, it } from 'vitest';
import {
  addDays,
  DAY_MS,
  dayOf,
  daysBetween,
  daysFrom,
  endOfDayMs,
  fromIso,
  HOUR_MS,
  isDay,
  isZone,
  startOfDayMs,
  toIso,
  wallClock,
  weekdayOf,
} from '../../shared/kernel/time.ts';

const CHICAGO = 'America/Chicago';

describe('days in a zone', () => {
  it('cuts the day where the zone does, not at UTC', () => {
    expect(dayOf(fromIso('2026-03-02T05:59:59Z'), CHICAGO)).toBe('2026-03-01');
    expect(dayOf(fromIso('2026-03-02T06:00:00Z'), CHICAGO)).toBe('2026-03-02');
  });

  it('has 23 and 25 hours on the days of a daylight-saving change', () => {
    expect(endOfDayMs('2026-03-08', CHICAGO) - startOfDayMs('2026-03-08', CHICAGO)).toBe(23 * HOUR_MS);
    expect(endOfDayMs('2026-11-01', CHICAGO) - startOfDayMs('2026-11-01', CHICAGO)).toBe(25 * HOUR_MS);
    expect(endOfDayMs('2026-06-01', CHICAGO) - startOfDayMs('2026-06-01', CHICAGO)).toBe(DAY_MS);
  });

  it('starts a day that has no midnight at its first instant', () => {
    // Beirut skips 00:00 to 01:00 on the last Sunday of March.
    expect(wallClock(startOfDayMs('2026-03-29', 'Asia/Beirut'), 'Asia/Beirut')).toEqual({
      day: '2026-03-29',
      weekday: 7,
      minuteOfDay: 60,
    });
  });

  it('counts and adds days over a month and a leap day', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
    expect(weekdayOf('2026-11-22')).toBe(7);
  });

  it.each([
    ['2026-02-28', true],
    ['2026-02-30', false],
    ['2026-2-3', false],
    ['tomorrow', false],
  ])('%s is a day: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});

it('knows zones by their IANA name', () => {
  expect(isZone('Europe/Paris')).toBe(true);
  expect(isZone('Mars/Olympus')).toBe(false);
});

describe('days in a row', () => {
  it('are each day from the first to the last, over months and the ends of years', () => {
    expect(daysFrom('2027-12-30', '2028-01-02')).toEqual(['2027-12-30', '2027-12-31', '2028-01-01', '2028-01-02']);
    expect(daysFrom('2026-03-02', '2026-03-02')).toEqual(['2026-03-02']);
    expect(daysFrom('2026-03-02', '2026-03-01')).toEqual([]);
    expect(daysFrom('2026-03-02', '2026-01-01')).toEqual([]);
  });

  it('come to an end where the year has more digits than the last day', () => {
    expect(daysFrom('9999-12-30', '9999-12-31')).toEqual(['9999-12-30', '9999-12-31']);
  });
});

it('writes instants with milliseconds, always', () => {
  expect(toIso(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(fromIso(toIso(1_772_000_000_123))).toBe(1_772_000_000_123);
  expect(() => toIso(1.5)).toThrow('whole milliseconds');
});
