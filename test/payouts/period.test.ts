import { describe, expect, it } from 'vitest';
import { endOfDayMs, fromIso, toIso } from '../../shared/kernel/time.ts';
import { lastClosedWeekEnd, opensAtMs } from '../../shared/payouts/period.ts';
import { parseRunId, runIdOf } from '../../shared/payouts/run-id.ts';

const ZONE = 'America/New_York';

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
    expect(lastClosedWeekEnd(fromIso(at), ZONE)).toBe(day);
  });

  it('never offers a week whose run may not open', () => {
    for (let hour = 0; hour < 24 * 400; hour += 1) {
      const nowMs = fromIso('2026-01-01T00:30:00Z') + hour * 3_600_000;
      const day = lastClosedWeekEnd(nowMs, ZONE);
      expect(opensAtMs(day, ZONE)).toBeLessThanOrEqual(nowMs);
      expect(nowMs - endOfDayMs(day, ZONE)).toBeLessThanOrEqual(7 * 25 * 3_600_000);
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
