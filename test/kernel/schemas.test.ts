import { describe, expect, it } from 'vitest';
import {
  currencyCode,
  e164,
  id,
  isoDay,
  minorIn,
  minorStored,
  nonNegativeMinorIn,
  pageQuery,
  positiveMinorIn,
} from '../../shared/kernel/schemas.ts';

const refuses = (schema: { safeParse(value: unknown): { success: boolean } }, ...values: unknown[]): void => {
  for (const value of values) expect(schema.safeParse(value).success, String(value)).toBe(false);
};

describe('amounts', () => {
  it('are whole and bounded', () => {
    expect(minorIn.parse(-5)).toBe(-5n);
    expect(positiveMinorIn.parse(1)).toBe(1n);
    expect(nonNegativeMinorIn.parse(0)).toBe(0n);
    expect(minorStored.parse(7)).toBe(7n);
    expect(minorStored.parse(7n)).toBe(7n);
    refuses(minorIn, 1.5, '5', null, Number.NaN, Infinity, 2 ** 53, 1e13);
    refuses(positiveMinorIn, 0, -1);
    refuses(nonNegativeMinorIn, -1);
  });
});

describe('texts', () => {
  it('takes currencies that exist', () => {
    expect(currencyCode.parse('JPY')).toBe('JPY');
    refuses(currencyCode, 'usd', 'XQQ', 'US', 'DOLLAR', 1);
  });

  it('takes numbers in international form only', () => {
    expect(e164.parse(' +1 (217) 555-0142')).toBe('+12175550142');
    expect(e164.parse('+44 20 7946 0958')).toBe('+442079460958');
    refuses(e164, '(217) 555-0142', '12175550142', '+1', 'anonymous', `+1${'2'.repeat(40)}`);
  });

  it('takes days that exist', () => {
    expect(isoDay.parse('2028-02-29')).toBe('2028-02-29');
    refuses(isoDay, '2026-02-29', '2026-2-1', '20260201', 'today');
    expect([isoDay.parse('1970-01-01'), isoDay.parse('2199-12-31')]).toEqual(['1970-01-01', '2199-12-31']);
    refuses(isoDay, '1969-12-31', '2200-01-01', '9999-12-31', '0001-01-01', '+010000-01-01');
  });

  it('takes ids that are safe in a key', () => {
    expect(id.parse('offer_a.b-C')).toBe('offer_a.b-C');
    refuses(id, '', 'a#b', 'a b', 'a/b', 'é', 'x'.repeat(81));
  });
});

describe('pages', () => {
  it('are bounded', () => {
    expect(pageQuery.parse({ limit: '10' })).toEqual({ limit: 10 });
    refuses(pageQuery, { limit: '0' }, { limit: '101' }, { limit: 'all' }, { cursor: '' }, { page: '2' });
  });
});
