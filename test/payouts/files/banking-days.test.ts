import { describe, expect, it } from 'vitest';
import { bankingDayAfter, isBankingDay } from '../../../shared/payouts/files/banking-days.ts';

describe('Federal Reserve', () => {
  it.each([
    '2026-01-01',
    '2026-01-19',
    '2026-02-16',
    '2026-05-25',
    '2026-06-19',
    '2026-09-07',
    '2026-10-12',
    '2026-11-11',
    '2026-11-26',
    '2026-12-25',
    '2027-07-05', // the fourth is a Sunday
    '2026-03-14', // a Saturday
  ])('is closed on %s', (day) => {
    expect(isBankingDay(day, 'federal-reserve')).toBe(false);
  });

  it.each([
    '2026-07-03', // the fourth is a Saturday, and that is not moved
    '2026-04-03', // Good Friday
    '2026-12-24',
  ])('is open on %s', (day) => {
    expect(isBankingDay(day, 'federal-reserve')).toBe(true);
  });
});

describe('TARGET', () => {
  it.each(['2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25', '2027-03-26', '2027-03-29'])(
    'is closed on %s',
    (day) => {
      expect(isBankingDay(day, 'target')).toBe(false);
    },
  );

  it('is open on national holidays', () => {
    expect(isBankingDay('2026-07-14', 'target')).toBe(true);
  });
});

it('counts banking days over a weekend and a holiday', () => {
  expect(bankingDayAfter('2026-11-25', 1, 'federal-reserve')).toBe('2026-11-27');
  expect(bankingDayAfter('2026-11-21', 0, 'federal-reserve')).toBe('2026-11-23');
  expect(bankingDayAfter('2026-04-02', 1, 'target')).toBe('2026-04-07');
});
