import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSchedule } from '../../../infra/local/schedules/expression.ts';
import { scheduledEvent } from '../../../infra/local/schedules/scheduled-event.ts';

const at = (text: string): number => Date.parse(text);
const latest = (expression: string, zone: string, after: string, until: string): string | undefined => {
  const dueMs = parseSchedule(expression, zone).latestDue(at(after), at(until));
  return dueMs === undefined ? undefined : new Date(dueMs).toISOString();
};

test.each([
  ['rate(5 minutes)', 'UTC', '2026-01-01T00:03:00Z', '2026-01-01T00:12:00Z', '2026-01-01T00:10:00.000Z'],
  ['rate(1 hour)', 'UTC', '2026-01-01T00:00:00Z', '2026-01-01T00:59:59Z', undefined],
  [
    'at(2026-03-01T09:00:00)',
    'America/New_York',
    '2026-03-01T00:00:00Z',
    '2026-03-02T00:00:00Z',
    '2026-03-01T14:00:00.000Z',
  ],
  ['cron(0 2 ? * MON *)', 'UTC', '2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z', '2026-01-26T02:00:00.000Z'],
  ['cron(0/15 8-10 ? * 2-6 *)', 'UTC', '2026-01-02T00:00:00Z', '2026-01-04T00:00:00Z', '2026-01-02T10:45:00.000Z'],
  [
    'cron(30 3 1,15 * ? *)',
    'Europe/Berlin',
    '2026-07-01T00:00:00Z',
    '2026-07-20T00:00:00Z',
    '2026-07-15T01:30:00.000Z',
  ],
  ['cron(0 0 L * ? *)', 'UTC', '2026-02-01T00:00:00Z', '2026-03-15T00:00:00Z', '2026-02-28T00:00:00.000Z'],
  ['cron(0 0 1W * ? *)', 'UTC', '2026-08-01T00:00:00Z', '2026-08-31T00:00:00Z', '2026-08-03T00:00:00.000Z'],
  ['cron(0 0 ? * 6L *)', 'UTC', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-30T00:00:00.000Z'],
  ['cron(0 0 ? * TUE#2 *)', 'UTC', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-13T00:00:00.000Z'],
  ['cron(0 0 1 1 ? 2030)', 'UTC', '2026-01-01T00:00:00Z', '2029-12-31T00:00:00Z', undefined],
  // Clocks go forward at 02:00 on 8 March 2026 in New York: 02:30 does not exist that day.
  ['cron(30 2 * * ? *)', 'America/New_York', '2026-03-08T00:00:00Z', '2026-03-09T00:00:00Z', undefined],
  // They go back on 1 November: 01:30 comes twice and is due once, the first time.
  [
    'cron(30 1 * * ? *)',
    'America/New_York',
    '2026-11-01T05:00:00Z',
    '2026-11-01T05:45:00Z',
    '2026-11-01T05:30:00.000Z',
  ],
  ['cron(30 1 * * ? *)', 'America/New_York', '2026-11-01T05:45:00Z', '2026-11-01T12:00:00Z', undefined],
])('%s in %s, after %s until %s', (expression, zone, after, until, expected) => {
  expect(latest(expression, zone, after, until)).toBe(expected);
});

test.each([
  'rate(0 minutes)',
  'rate(5 weeks)',
  'every day',
  'cron(* * * *)',
  'cron(0 0 1 1 1 *)',
  'cron(0 0 ? * ? *)',
  'cron(61 0 * * ? *)',
  'cron(0 0 ? * FUNDAY *)',
  'at(tomorrow)',
])('%s is refused', (expression) => {
  expect(() => parseSchedule(expression, 'UTC')).toThrow();
});

test('an unknown time zone is refused', () => {
  expect(() => parseSchedule('cron(0 0 * * ? *)', 'Mars/Base').latestDue(0, 1)).toThrow();
});

test('cutting a span of time anywhere finds the same latest due time, and never one outside it', () => {
  const minute = fc.integer({ min: 0, max: 525_600 });
  const expressions = ['rate(7 minutes)', 'cron(5 3 ? * SUN *)', 'cron(0/20 * * * ? *)', 'cron(15 2 29 * ? *)'];
  fc.assert(
    fc.property(fc.constantFrom(...expressions), minute, minute, minute, (expression, one, two, three) => {
      const [after = 0, cut = 0, until = 0] = [one, two, three]
        .sort((a, b) => a - b)
        .map((each) => at('2026-01-01T00:00:00Z') + each * 60_000);
      const schedule = parseSchedule(expression, 'Europe/Berlin');
      const whole = schedule.latestDue(after, until);
      expect(schedule.latestDue(cut, until) ?? schedule.latestDue(after, cut)).toBe(whole);
      if (whole !== undefined) expect(whole > after && whole <= until).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('a rule sends the scheduled event, a scheduler its own input with the time filled in', () => {
  const base = { logicalId: 'S', name: 's', expression: '', zone: 'UTC', enabled: true, targets: [] };
  const dueMs = at('2026-01-05T02:00:00Z');
  expect(scheduledEvent({ ...base, kind: 'rule' }, undefined, dueMs)).toMatchObject({
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    time: '2026-01-05T02:00:00Z',
  });
  const input = '{"dueAt":"<aws.scheduler.scheduled-time>","fixed":1}';
  expect(scheduledEvent({ ...base, kind: 'scheduler' }, input, dueMs)).toEqual({
    dueAt: '2026-01-05T02:00:00Z',
    fixed: 1,
  });
  expect(scheduledEvent({ ...base, kind: 'rule' }, '{"a":"<x>"}', dueMs)).toEqual({ a: '<x>' });
});
