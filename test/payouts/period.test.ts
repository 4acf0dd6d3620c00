import { describe, expect, it } from 'vitest';
import { endOfDayMs, fromIso, toIso } from '../../shared/kernel/time.ts';
import { lastClosedEnd, opensAtMs, REGULAR_SCHEDULES } from '../../shared/payouts/period.ts';
import { parseRunId, runIdOf } from '../../shared/payouts/run-id.ts';

const ZONE = 'America/New_York';

const LONGEST_DAYS = { weekly: 7, 'two-weekly': 14, 'twice-monthly': 16, monthly: 31 };

describe('the period of a run', () => {
  it('opens 60 minutes after the end of its last day, where that day has 23 or 25 hours too', () => {
    expect(toIso(opensAtMs('2026-03-01', ZONE))).toBe('2026-03-02T06:00:00.000Z');
    expect(toIso(opensAtMs('2026-03-08', ZONE))).toBe('2026-03-09T05:00:00.000Z');
    expect(toIso(opensAtMs('2026-11-01', ZONE))).toBe('2026-11-02T06:00:00.000Z');
  });

  it.each([
    ['2026-03-02T05:59:59.999Z', '2026-02-22'],
    ['2026-03-02T06:00:00.000Z', '2026-03-01'],
    ['2026-03-08T23:00:00.000Z', '2026-03-01'],
    ['2026-03-09T04:59:59.999Z', '2026-03-01'],
    ['2026-03-09T05:00:00.000Z', '2026-03-08'],
  ])('at %s the last week that may be paid ended on %s', (at, day) => {
    expect(lastClosedEnd('weekly', fromIso(at), ZONE)).toBe(day);
  });

  it.each([
    ['two-weekly', ['2026-02-22', '2026-03-08', '2026-03-22']],
    ['twice-monthly', ['2026-01-31', '2026-02-15', '2026-02-28', '2026-03-15', '2026-03-31']],
    ['monthly', ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31']],
  ] as const)('ends %s on these days and no others between', (schedule, ends) => {
    for (const [index, end] of ends.entries()) {
      const opensMs = opensAtMs(end, ZONE);
      expect(lastClosedEnd(schedule, opensMs, ZONE)).toBe(end);
      if (index > 0) expect(lastClosedEnd(schedule, opensMs - 1, ZONE)).toBe(ends[index - 1]);
    }
  });

  it.each(REGULAR_SCHEDULES)('never offers a %s period whose run may not open', (schedule) => {
    for (let hour = 0; hour < 24 * 400; hour += 5) {
      const nowMs = fromIso('2026-01-01T00:30:00Z') + hour * 3_600_000;
      const day = lastClosedEnd(schedule, nowMs, ZONE);
      expect(opensAtMs(day, ZONE)).toBeLessThanOrEqual(nowMs);
      expect(nowMs - endOfDayMs(day, ZONE)).toBeLessThanOrEqual(LONGEST_DAYS[schedule] * 25 * 3_600_000);
    }
  });
});

describe('the id of a run', () => {
  it('is its name, and reads back', () => {
    for (const attempt of [1, 2, 20]) {
      const name = { schedule: 'weekly', toDay: '2026-03-01', attempt } as const;
      expect(parseRunId(runIdOf(name))).toEqual(name);
    }
  });

  it.each(['run_weekly_2026-02-30', 'run_daily_2026-03-01', 'run_weekly_2026-03-01_1', 'run_weekly_2026-03-01_99', ''])(
    '%s is none',
    (text) => expect(parseRunId(text)).toBeUndefined(),
  );
});
