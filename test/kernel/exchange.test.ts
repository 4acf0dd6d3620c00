import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, isRate } from '../../shared/kernel/exchange.ts';

describe('converting an amount', () => {
  it.each([
    [10_000n, 'EUR', 'USD', '1.0834', 10_834n],
    [1n, 'EUR', 'USD', '0.5', 0n],
    [3n, 'EUR', 'USD', '0.5', 2n],
    [10_000n, 'USD', 'JPY', '150.25', 15_025n],
    [15_025n, 'JPY', 'USD', '0.0066555741', 10_000n],
    [1_000n, 'USD', 'KWD', '0.3065', 3_065n],
    [-10_000n, 'EUR', 'USD', '1.0834', -10_834n],
  ])('%d %s to %s at %s', (amountMinor, from, to, rate, expected) => {
    expect(convert(amountMinor, from, to, rate)).toBe(expected);
  });

  it.each(['0', '0.0', '-1', '1e3', '1,08', '1.12345678901', '', 'NaN', '1234567890'])(
    'takes %j for no rate',
    (text) => {
      expect(isRate(text)).toBe(false);
    },
  );

  it('keeps order and sign, and is never off by more than half of a minor unit', () => {
    const amount = fc.bigInt(-(10n ** 12n), 10n ** 12n);
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 10 ** 9 }), (amountMinor, scaled) => {
        const rate = (scaled / 10 ** 6).toFixed(6);
        const exact = amountMinor * BigInt(scaled);
        const twiceOff = (convert(amountMinor, 'EUR', 'USD', rate) * 1_000_000n - exact) * 2n;
        expect(twiceOff <= 1_000_000n && twiceOff >= -1_000_000n).toBe(true);
        expect(convert(-amountMinor, 'EUR', 'USD', rate)).toBe(-convert(amountMinor, 'EUR', 'USD', rate));
      }),
    );
  });
});
