import { type Currency, divideHalfEven, minorDigits } from './money.ts';

/** What one unit of a currency is worth in another, as plain decimals: `1.0834`, at most ten of them. */
export type Rate = string;

const RATE = /^(\d{1,9})(?:\.(\d{1,10}))?$/;
const RATE_DIGITS = 10;

/** The rate times 10^10; undefined for anything that is not a positive decimal. */
function scaled(rate: Rate): bigint | undefined {
  const match = RATE.exec(rate);
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  const value = BigInt(whole + fraction.padEnd(RATE_DIGITS, '0'));
  return value > 0n ? value : undefined;
}

export const isRate = (text: string): boolean => scaled(text) !== undefined;

/**
 * An amount in another currency, rounded half to even to its minor unit. Currencies have different decimals: 1.00 USD at 150
 * is 150 JPY, which has none.
 */
export function convert(amountMinor: bigint, from: Currency, to: Currency, rate: Rate): bigint {
  const value = scaled(rate);
  if (value === undefined) throw new Error(`${rate} is no rate`);
  const numerator = amountMinor * value * 10n ** BigInt(minorDigits(to));
  return divideHalfEven(numerator, 10n ** BigInt(RATE_DIGITS + minorDigits(from)));
}
