import { ProblemError } from './problem.ts';

/** `12.50` → 1250 in a currency of two decimals; undefined for what is no amount, or finer than the currency. */
function minorOf(text: string, currency: string): number | undefined {
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

/** Amounts of a form under their names in the API, in minor units; or a refusal in the API's way that names each that is none. */
export function amountsOf<N extends string>(
  fields: Readonly<Record<string, string>>,
  names: readonly N[],
  currency: string,
): Record<N, number> | ProblemError {
  if (decimalsOf(currency) === undefined) return refused(['currency'], 'is a code of three letters such as USD');
  const read = names.map((name) => [name, minorOf(fields[name] ?? '', currency)] as const);
  const wrong = read.filter(([, minor]) => minor === undefined).map(([name]) => name);
  if (wrong.length > 0) return refused(wrong, `is written such as 12.50, with no more decimals than ${currency} has`);
  return Object.fromEntries(read) as Record<N, number>;
}

const refused = (names: readonly string[], message: string): ProblemError =>
  new ProblemError(400, {
    detail: `${names[0] === 'currency' ? 'A currency' : 'An amount'} ${message}.`,
    errors: names.map((name) => ({ field: `body.${name}`, message })),
  });

/** 1250 → `12.50`, as a field takes it. */
export const decimalOf = (minor: number, currency: string): string => {
  const digits = decimalsOf(currency) ?? 0;
  return (minor / 10 ** digits).toFixed(digits);
};
