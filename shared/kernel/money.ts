import { invariant } from './result.ts';

/** ISO 4217 code in upper case. */
export type Currency = string;

export const sumMinor = (amounts: Iterable<bigint>): bigint => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

/**
 * `numerator / denominator`, rounded half to even: the rounding of IEEE 754 and of most ledgers, because it does not
 * drift in one direction over many bookings.
 */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  invariant(denominator > 0n, 'the denominator must be positive');
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const quotient = magnitude / denominator;
  const twiceRest = (magnitude % denominator) * 2n;
  const up = twiceRest > denominator || (twiceRest === denominator && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/** A share in basis points (1/100 of a percent), rounded half to even. */
export const shareBps = (amountMinor: bigint, bps: number): bigint => {
  invariant(Number.isInteger(bps), 'basis points are whole numbers');
  return divideHalfEven(amountMinor * BigInt(bps), 10_000n);
};

/**
 * Splits an amount by weights without losing a minor unit: each part is floored, and what is left goes to the largest
 * remainders, the earlier part first on a tie.
 */
export function allocate(amountMinor: bigint, weights: readonly bigint[]): bigint[] {
  const total = sumMinor(weights);
  invariant(weights.length > 0 && total > 0n, 'weights must have a positive sum');
  invariant(
    weights.every((weight) => weight >= 0n),
    'a weight can not be negative',
  );
  const negative = amountMinor < 0n;
  const magnitude = negative ? -amountMinor : amountMinor;
  const parts = weights.map((weight, index) => {
    const exact = magnitude * weight;
    return { index, floor: exact / total, rest: exact % total };
  });
  let left = magnitude - sumMinor(parts.map((part) => part.floor));
  const result = parts.map((part) => part.floor);
  const byRest = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const part of byRest) {
    if (left === 0n) break;
    result[part.index] = part.floor + 1n;
    left -= 1n;
  }
  return negative ? result.map((part) => -part) : result;
}

const MINOR_DIGITS = new Map<Currency, number>();

/** How many decimals a currency has, from the platform's own table (ICU); 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: Currency): number {
  const known = MINOR_DIGITS.get(currency);
  if (known !== undefined) return known;
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  MINOR_DIGITS.set(currency, digits);
  return digits;
}

/** `1234n, 'USD'` → `12.34`: plain decimals as bank files and CSV want them. */
export function toDecimal(amountMinor: bigint, currency: Currency): string {
  const digits = minorDigits(currency);
  const negative = amountMinor < 0n;
  const text = (negative ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? '' : `.${text.slice(text.length - digits)}`;
  return `${negative ? '-' : ''}${whole}${fraction}`;
}

/** The reverse of {@link toDecimal}; undefined for anything with more decimals than the currency has. */
export function fromDecimal(text: string, currency: Currency): bigint | undefined {
  const digits = minorDigits(currency);
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.length > digits) return undefined;
  const minor = BigInt(whole + fraction.padEnd(digits, '0'));
  return sign === '-' ? -minor : minor;
}

/** ISO 4217 codes of the platform's own table (ICU), where `Intl` would format any three letters. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const isCurrency = (code: string): boolean => CURRENCIES.has(code);
