import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocate,
  divideHalfEven,
  fromDecimal,
  minorDigits,
  shareBps,
  sumMinor,
  toDecimal,
} from '../../shared/kernel/money.ts';

/** As many digits as a written amount may have: `fromDecimal` refuses longer ones. */
const anyMinor = fc.bigInt({ min: 1n - 10n ** 15n, max: 10n ** 15n - 1n });
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1, maxLength: 12 })
  .filter((list) => sumMinor(list) > 0n);

describe('divideHalfEven', () => {
  it.each([
    [5n, 2n, 2n],
    [15n, 10n, 2n],
    [25n, 10n, 2n],
    [35n, 10n, 4n],
    [-25n, 10n, -2n],
    [-35n, 10n, -4n],
    [26n, 10n, 3n],
    [0n, 7n, 0n],
  ])('%d / %d rounds to %d', (numerator, denominator, expected) => {
    expect(divideHalfEven(numerator, denominator)).toBe(expected);
  });

  it('is never further than half a unit from the exact quotient', () => {
    fc.assert(
      fc.property(anyMinor, fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const doubledError = 2n * (divideHalfEven(numerator, denominator) * denominator - numerator);
        expect(doubledError <= denominator && doubledError >= -denominator).toBe(true);
      }),
    );
  });
});

describe('allocate', () => {
  it('never loses a minor unit', () => {
    fc.assert(
      fc.property(anyMinor, weights, (amount, parts) => {
        expect(sumMinor(allocate(amount, parts))).toBe(amount);
      }),
    );
  });

  it('gives each part its exact share, one unit more at most', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, (amount, parts) => {
        const total = sumMinor(parts);
        allocate(amount, parts).forEach((part, index) => {
          const exact = (amount * (parts[index] ?? 0n)) / total;
          expect(part === exact || part === exact + 1n).toBe(true);
        });
      }),
    );
  });

  it('gives nothing to a weight of zero', () => {
    expect(allocate(100n, [1n, 0n, 2n])).toEqual([33n, 0n, 67n]);
  });

  it('refuses weights without a positive sum', () => {
    expect(() => allocate(1n, [])).toThrow('positive sum');
    expect(() => allocate(1n, [0n])).toThrow('positive sum');
    expect(() => allocate(1n, [2n, -1n])).toThrow('negative');
  });
});

describe('decimals', () => {
  it.each([
    [1234n, 'USD', '12.34'],
    [-5n, 'EUR', '-0.05'],
    [500n, 'JPY', '500'],
    [1n, 'KWD', '0.001'],
  ])('%d %s is written %s', (amount, currency, text) => {
    expect(toDecimal(amount, currency)).toBe(text);
    expect(fromDecimal(text, currency)).toBe(amount);
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(anyMinor, fc.constantFrom('USD', 'JPY', 'KWD'), (amount, currency) => {
        expect(fromDecimal(toDecimal(amount, currency), currency)).toBe(amount);
      }),
    );
  });

  it.each(['1.234', '1,20', 'abc', '', '1.', '--1', '1e3'])('refuses %j as dollars', (text) => {
    expect(fromDecimal(text, 'USD')).toBeUndefined();
  });

  it('knows how many decimals a currency has', () => {
    expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('BHD')]).toEqual([2, 0, 3]);
  });
});

it('takes a share in basis points, half to even', () => {
  expect(shareBps(1_000n, 250)).toBe(25n);
  expect(shareBps(10n, 500)).toBe(0n);
  expect(shareBps(30n, 500)).toBe(2n);
});
