import { describe, expect, it } from 'vitest';
import { type Availability, availability } from '../../shared/appointments/availability.ts';
import { roomFor } from '../../shared/appointments/diary.ts';
import { localText, readStart } from '../../shared/appointments/local-time.ts';
import { bookableSlots, slotAt, slotsOfDay } from '../../shared/appointments/slots.ts';
import { addDays, DAY_MS, HOUR_MS, MINUTE_MS, startOfDayMs, wallClock } from '../../shared/kernel/time.ts';

const open = (zone: string, windows: readonly [number, number][], more: Partial<Availability> = {}): Availability =>
  availability.parse({
    hours: {
      zone,
      windows: windows.map(([fromMinute, toMinute]) => ({ days: [1, 2, 3, 4, 5, 6, 7], fromMinute, toMinute })),
    },
    slotMinutes: 30,
    ...more,
  });

/** The days on which the clocks of five zones change in 2026: forward, then back. The last moves by half an hour. */
const CHANGES: readonly (readonly [zone: string, forward: string, back: string, shiftMinutes: number])[] = [
  ['America/New_York', '2026-03-08', '2026-11-01', 60],
  ['Europe/Berlin', '2026-03-29', '2026-10-25', 60],
  ['Australia/Sydney', '2026-10-04', '2026-04-05', 60],
  ['America/Santiago', '2026-09-06', '2026-04-05', 60],
  ['Australia/Lord_Howe', '2026-10-04', '2026-04-05', 30],
];

/** Whether all of a slot lies in a window by the clock on the wall: asked of the clock alone. */
const isOpenThroughout = (rules: Availability, startMs: number, endMs: number): boolean => {
  for (let atMs = startMs; atMs < endMs; atMs += 10 * MINUTE_MS) {
    const { minuteOfDay } = wallClock(atMs, rules.hours.zone);
    if (!rules.hours.windows.some((each) => each.fromMinute <= minuteOfDay && minuteOfDay < each.toMinute))
      return false;
  }
  return true;
};

describe.each(CHANGES)('published slots in %s', (zone, forward, back, shiftMinutes) => {
  const night = open(zone, [[0, 360]]);
  const office = open(zone, [
    [540, 720],
    [780, 1020],
  ]);

  it('are open by the clock on the wall for their whole length, around both changes', () => {
    const days = [forward, back].flatMap((change) => [-2, -1, 0, 1, 2].map((days) => addDays(change, days)));
    for (const day of days) {
      for (const { startMs, endMs } of [...slotsOfDay(office, day), ...slotsOfDay(night, day)]) {
        const rules = slotAt(office, startMs) ? office : night;
        expect(isOpenThroughout(rules, startMs, endMs), localText(startMs, zone)).toBe(true);
      }
    }
  });

  it('keep their time of day across both changes', () => {
    for (const day of [forward, back].flatMap((each) => [addDays(each, -1), each, addDays(each, 1)])) {
      const shown = slotsOfDay(office, day).map(({ startMs }) => localText(startMs, zone).slice(11, 16));
      expect(shown).toHaveLength(14);
      expect([shown[0], shown[6], shown.at(-1)]).toEqual(['09:00', '13:00', '16:30']);
    }
  });

  it('are fewer on the night that is shorter, more on the one that is longer, and never overlap', () => {
    const usual = 12;
    expect(slotsOfDay(night, addDays(forward, 3))).toHaveLength(usual);
    expect(slotsOfDay(night, forward)).toHaveLength(usual - shiftMinutes / 30);
    const longer = slotsOfDay(night, back);
    // Santiago goes back at midnight, so the hour that is there twice belongs to the day before.
    expect(longer).toHaveLength(zone === 'America/Santiago' ? usual : usual + shiftMinutes / 30);
    longer.slice(1).forEach((slot, index) => {
      expect(slot.startMs).toBe(longer[index]?.endMs);
    });
  });
});

describe('slots', () => {
  const rules = open('America/Chicago', [[540, 720]], { bufferMinutes: 15, noticeMinutes: 120, horizonDays: 2 });
  const nowMs = startOfDayMs('2026-03-02', 'America/Chicago') + 8 * HOUR_MS;
  const shown = (from: string, days: number) =>
    bookableSlots(rules, from, days, nowMs).map(({ startMs }) => localText(startMs, 'America/Chicago').slice(5, 16));

  it('keep the buffer between them, and the notice and horizon from now', () => {
    expect(shown('2026-03-02', 1)).toEqual(['03-02T10:30', '03-02T11:15']);
    expect(shown('2026-03-04', 2)).toEqual([]);
    expect(shown('2026-03-03', 1)).toHaveLength(4);
  });

  it('open where the clock lands when it jumps over the opening', () => {
    const early = open('America/New_York', [[150, 300]]);
    const [first] = slotsOfDay(early, '2026-03-08');
    expect(localText(first?.startMs ?? 0, 'America/New_York')).toBe('2026-03-08T03:00:00-04:00');
  });

  it('are none on a closed day, and end with the day at 1440', () => {
    expect(slotsOfDay({ ...rules, closedDays: ['2026-03-02'] }, '2026-03-02')).toEqual([]);
    expect(slotsOfDay(open('UTC', [[1380, 1440]]), '2026-03-02').at(-1)?.endMs).toBe(Date.UTC(2026, 2, 3));
  });
});

describe('room for a meeting', () => {
  const rules = open('UTC', [[0, 1440]], { bufferMinutes: 15, capacity: 2 });
  const at = (minute: number, length = 30) => ({
    startMs: DAY_MS + minute * MINUTE_MS,
    endMs: DAY_MS + (minute + length) * MINUTE_MS,
  });

  it('is what the others leave, buffers kept', () => {
    expect(roomFor({}, at(60), rules)).toBe(2);
    expect(roomFor({ a: at(60) }, at(60), rules)).toBe(1);
    expect(roomFor({ a: at(60), b: at(60) }, at(60), rules)).toBe(0);
    expect(roomFor({ a: at(60), b: at(60) }, at(100), rules)).toBe(0);
    expect(roomFor({ a: at(60), b: at(60) }, at(105), rules)).toBe(2);
  });

  it('counts meetings of another length that the hours no longer show', () => {
    expect(roomFor({ a: at(0, 120), b: at(0, 30), c: at(60, 30) }, at(45, 30), { ...rules, bufferMinutes: 0 })).toBe(0);
    expect(roomFor({ a: at(0, 60), b: at(60, 60) }, at(30, 60), { ...rules, bufferMinutes: 0 })).toBe(1);
  });
});

describe('a time as it is asked for', () => {
  it('is an instant with its offset, or the clock on the wall', () => {
    expect(readStart('2026-03-09T09:00:00-05:00', 'UTC')).toBe(Date.UTC(2026, 2, 9, 14));
    expect(readStart('2026-03-09T09:00', 'America/Chicago')).toBe(Date.UTC(2026, 2, 9, 14));
  });

  it.each([
    ['2026-03-08T02:30', 'America/New_York', 'daylight saving skips this time'],
    ['2026-11-01T01:30', 'America/New_York', 'twice in America/New_York: add -04:00 or -05:00'],
    ['2026-02-30T10:00', 'UTC', 'is not a time that exists'],
    ['tomorrow', 'UTC', 'is not a time such as'],
  ])('is refused as %s in %s', (text, zone, why) => {
    expect(() => readStart(text, zone)).toThrow(why);
  });
});
