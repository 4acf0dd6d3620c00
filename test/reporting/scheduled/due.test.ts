import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, DAY_MS, endOfDayMs, fromIso, HOUR_MS, toIso, wallClock } from '../../../shared/kernel/time.ts';
import { dueMs, newestDue, nextDueMs, periodDue } from '../../../shared/reporting/scheduled/due.ts';
import type { Cadence, ReportSchedule } from '../../../shared/reporting/scheduled/model.ts';

const NEW_YORK = 'America/New_York';

const daily = (zone: string, hour: number): Cadence => ({ every: 'day', zone, hour });
const due = (cadence: Cadence, day: string, networkZone = NEW_YORK): string =>
  toIso(dueMs(cadence, { from: day, to: day }, networkZone));

const schedule = (over: Partial<ReportSchedule> = {}): ReportSchedule => ({
  ...{
    scheduleId: 's',
    owner: { kind: 'network', id: 'network' },
    name: 'x',
    groupBy: ['day'],
    filter: {},
    recipients: [],
  },
  ...{ every: 'day', zone: NEW_YORK, hour: 7, createdAtMs: 0, sentFrom: '2026-03-01' },
  ...over,
});

describe('a day is sent the first time its reader’s clock shows the hour once it is over', () => {
  it.each([
    ['at the network itself', NEW_YORK, 7, '2026-03-02', '2026-03-03T12:00:00.000Z'],
    ['at midnight, which is its very end', NEW_YORK, 0, '2026-03-02', '2026-03-03T05:00:00.000Z'],
    ['in Chicago, an hour later', 'America/Chicago', 7, '2026-03-02', '2026-03-03T13:00:00.000Z'],
    ['in London, where it is five hours later', 'Europe/London', 7, '2026-03-02', '2026-03-03T07:00:00.000Z'],
    ['in Tokyo, where at seven it is not over yet', 'Asia/Tokyo', 7, '2026-03-02', '2026-03-03T22:00:00.000Z'],
    ['in Kolkata, half an hour off', 'Asia/Kolkata', 7, '2026-03-02', '2026-03-04T01:30:00.000Z'],
    ['after the clocks went forward', NEW_YORK, 7, '2026-03-08', '2026-03-09T11:00:00.000Z'],
    ['on the day they go forward', NEW_YORK, 7, '2026-03-07', '2026-03-08T11:00:00.000Z'],
    ['at an hour that this day skips', NEW_YORK, 2, '2026-03-07', '2026-03-08T07:00:00.000Z'],
    ['at the first of an hour that comes twice', NEW_YORK, 1, '2026-10-31', '2026-11-01T05:00:00.000Z'],
    ['after the clocks went back', NEW_YORK, 7, '2026-11-01', '2026-11-02T12:00:00.000Z'],
  ])('%s', (_where, zone, hour, day, instant) => {
    expect(due(daily(zone, hour), day)).toBe(instant);
  });
});

it('a week is Monday to Sunday, and not sent before it is over everywhere', () => {
  const weekly = { every: 'week', zone: 'Asia/Tokyo', hour: 7 } as const;
  // Monday seven o’clock in Tokyo is Sunday in New York: the week there has hours to go.
  expect(newestDue(weekly, NEW_YORK, fromIso('2026-03-08T22:00:00Z'))).toMatchObject({ from: '2026-02-23' });
  expect(newestDue(weekly, NEW_YORK, fromIso('2026-03-09T22:00:00Z'))).toEqual({
    from: '2026-03-02',
    to: '2026-03-08',
  });
});

it('of days that were missed only the newest is sent, and none twice', () => {
  const nowMs = fromIso('2026-03-10T12:00:00Z');
  expect(periodDue(schedule(), NEW_YORK, nowMs)).toEqual({ from: '2026-03-09', to: '2026-03-09' });
  expect(periodDue(schedule({ sentFrom: '2026-03-09' }), NEW_YORK, nowMs)).toBeUndefined();
  expect(toIso(nextDueMs(schedule({ sentFrom: '2026-03-09' }), NEW_YORK))).toBe('2026-03-11T11:00:00.000Z');
});

const ZONES = [NEW_YORK, 'Europe/London', 'Asia/Tokyo', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const zone = fc.constantFrom(...ZONES);
const hour = fc.integer({ min: 0, max: 23 });
const START_MS = fromIso('2026-01-01T00:00:00Z');
const instant = fc.integer({ min: 0, max: 366 * 24 * 12 }).map((step) => START_MS + (step * HOUR_MS) / 12);

it('in any two zones, at any instant of a year: what is due is over, was due within 25 hours of its end, and a later one is not', () => {
  fc.assert(
    fc.property(zone, zone, hour, fc.constantFrom('day', 'week'), instant, (reader, network, at, every, nowMs) => {
      const cadence: Cadence = { every, zone: reader, hour: at };
      const period = newestDue(cadence, network, nowMs);
      const dueAtMs = dueMs(cadence, period, network);
      const overMs = endOfDayMs(period.to, network);
      expect(dueAtMs).toBeLessThanOrEqual(nowMs);
      expect(dueAtMs - overMs).toBeGreaterThanOrEqual(0);
      expect(dueAtMs - overMs).toBeLessThanOrEqual(25 * HOUR_MS);
      const days = every === 'day' ? 1 : 7;
      const next = { from: addDays(period.from, days), to: addDays(period.to, days) };
      expect(dueMs(cadence, next, network)).toBeGreaterThan(nowMs);
      const shown = wallClock(dueAtMs, reader);
      // A skipped hour is sent at its end: an hour, or half of one, later.
      const lateMinutes = shown.minuteOfDay - at * 60;
      expect([0, 30, 60]).toContain(lateMinutes);
    }),
    { numRuns: 200 },
  );
});

it.each(['2026-03-01', '2026-10-25'])(
  'hour by hour from %s through a change of the clock, each day is sent once',
  (first) => {
    const sent: string[] = [];
    let standing = schedule({ hour: 2, sentFrom: addDays(first, -1) });
    const startMs = fromIso(`${first}T12:00:00Z`);
    for (let nowMs = startMs; nowMs < startMs + 14 * DAY_MS; nowMs += HOUR_MS) {
      const period = periodDue(standing, NEW_YORK, nowMs);
      if (!period) continue;
      sent.push(period.from);
      standing = { ...standing, sentFrom: period.from };
    }
    expect(sent).toEqual(Array.from({ length: 14 }, (_day, index) => addDays(first, index)));
  },
);
