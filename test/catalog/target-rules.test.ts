import { describe, expect, it } from 'vitest';
import { overlapIn } from '../../shared/catalog/overlapping-hours.ts';
import { openingHours, targetRules } from '../../shared/catalog/target-rules.ts';

const windows = (...all: [number[], number, number][]) => ({
  zone: 'UTC',
  windows: all.map(([days, fromMinute, toMinute]) => ({ days, fromMinute, toMinute })),
});

describe('overlapping hours', () => {
  it.each([
    ['one inside the other', windows([[1], 540, 1020], [[1], 600, 660]), { window: 1, weekday: 1 }],
    [
      'by a minute, on one of several days',
      windows([[1, 2], 540, 720], [[2, 3], 719, 1020]),
      { window: 1, weekday: 2 },
    ],
    ['the third with the first', windows([[1], 0, 60], [[1], 60, 120], [[1], 30, 40]), { window: 2, weekday: 1 }],
    ['end to end', windows([[1], 540, 720], [[1], 720, 1020]), undefined],
    ['the other way round', windows([[1], 720, 1020], [[1], 540, 720]), undefined],
    ['on different days', windows([[1], 540, 720], [[2], 540, 720]), undefined],
  ])('%s', (_name, hours, overlap) => {
    expect(overlapIn(hours)).toEqual(overlap);
  });

  it('are refused with the window and the day', () => {
    const issues = openingHours.safeParse(windows([[1], 540, 1020], [[1], 600, 660])).error?.issues;
    expect(issues?.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['windows.1', 'overlaps an earlier window on weekday 1'],
    ]);
    expect(openingHours.safeParse(windows([[1], 540, 720], [[1], 720, 1020])).success).toBe(true);
  });
});

describe('rules that a target can’t have', () => {
  it.each([
    [
      'a cap of zero',
      { caps: [{ per: 'day', calls: 0 }] },
      'caps.0.calls',
      'takes no call at all; pause the target instead',
    ],
    [
      'a budget of zero',
      { caps: [{ per: 'day', amountMinor: 0 }] },
      'caps.0.amountMinor',
      'Too small: expected number to be >=1',
    ],
    ['a cap on nothing', { caps: [{ per: 'day' }] }, 'caps.0', 'limits neither calls nor money'],
    [
      'two caps of one period',
      {
        caps: [
          { per: 'day', calls: 1 },
          { per: 'day', calls: 2 },
        ],
      },
      'caps',
      'names a period twice',
    ],
    ['a weight of zero', { weight: 0 }, 'weight', 'Too small: expected number to be >=1'],
    [
      'an area code that none is',
      { regions: { allow: [{ kind: 'area-code', code: '021' }] } },
      'regions.allow.0.code',
      'is not an area code',
    ],
    [
      'a postal code in small letters',
      { regions: { block: [{ kind: 'postal-prefix', country: 'GB', prefix: 'sw1' }] } },
      'regions.block.0.prefix',
      'is not the beginning of a postal code, in capitals',
    ],
    ['an empty list', { publishers: { allow: [] } }, 'publishers.allow', 'Too small: expected array to have >=1 items'],
    [
      '23 hours',
      { hourlyConcurrent: { zone: 'UTC', most: Array(23).fill(1) } },
      'hourlyConcurrent.most',
      'Too small: expected array to have exactly 24 items',
    ],
    [
      'a zone that is none',
      { holidays: { zone: 'Mars', days: ['2026-03-02'] } },
      'holidays.zone',
      'is not an IANA time zone',
    ],
    [
      'a day that is none',
      { holidays: { zone: 'UTC', days: ['2026-02-30'] } },
      'holidays.days.0',
      'is not a day of the years 1970 to 2199 such as 2026-03-31',
    ],
    ['a language in words', { languages: ['English'] }, 'languages.0', 'is not a language such as en'],
    ['ten redials', { redials: { onBusy: 10 } }, 'redials.onBusy', 'Too big: expected number to be <=3'],
  ])('%s', (_name, rules, field, message) => {
    const issues = targetRules.safeParse(rules).error?.issues ?? [];
    expect(issues.map((issue) => [issue.path.join('.'), issue.message])).toContainEqual([field, message]);
  });

  it('takes all of them together', () => {
    const rules = {
      weight: 3,
      holidays: { zone: 'UTC', days: ['2026-12-25'] },
      regions: { allow: [{ kind: 'region', code: 'US' }], unknown: 'take' },
      languages: ['en'],
      caps: [{ per: 'month', calls: 100, amountMinor: 500_000 }],
      minAttestation: 'B',
      withheld: 'refuse',
      publishers: { block: ['pub_9'] },
      repeats: { days: 30, scope: 'advertiser' },
      pauseUnanswered: { inHour: 3, inDay: 5 },
      redials: { onBusy: 2, onNoAnswer: 1 },
    };
    expect(targetRules.parse(rules).caps).toEqual([{ per: 'month', calls: 100, amountMinor: 500_000n }]);
  });
});
