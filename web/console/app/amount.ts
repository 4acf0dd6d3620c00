/** `12.50` → 1250 in a currency of two decimals; undefined for what is no amount, or finer than the currency. */
export function minorOf(text: string, currency: string): number | undefined {
  const parts = /^(-?)(\d{1,12})(?:[.,](\d+))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, sign, whole = '', fraction = ''] = parts;
  const digits = decimalsOf(currency);
  if (digits === undefined || fraction.length > digits) return undefined;
  return Number(`${sign}${whole}${fraction.padEnd(digits, '0')}`);
}

function decimalsOf(currency: string): number | undefined {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  } catch {
    return undefined;
  }
}

/** 1250 → `12.50`, as a field takes it. */
export const decimalOf = (minor: number, currency: string): string => {
  const digits = decimalsOf(currency) ?? 0;
  return (minor / 10 ** digits).toFixed(digits);
};
