/**
 * Finds the published number in text, however it is written, and writes another number in its place digit by digit.
 * Pure: it knows nothing of the page, so that it can be tested by the thousand.
 */
export interface Matcher {
  /** What can be shown in place of a published number: the same country, the same count of digits. */
  fits: RegExp;
  /** The text with every mention of a published number rewritten; always as long as the text it was given. */
  rewrite(text: string, number: string): string;
}

/** What may stand between two digits: blanks of every width, dots, brackets, dashes, slashes and invisible marks. */
const BETWEEN = /[-.()/\s\xb7\u2000-\u2069]{0,20}/.source;

/** ITU E.164 country codes are prefix-free: 1 and 7, then the zones of three digits, all others have two. */
const COUNTRY_CODE = /^\+([17]|(2[^07]|3[578]|42|5[09]|6[789]|8[^1246]|9[679]).|..)/;

/**
 * The number itself is a NUL in these, which no page can hold.
 *
 * Before the number: the tail of an id, a path, an amount, a longer run of digits, or another country's code. After it:
 * more digits, a file ending, an address, or an extension (`x12`, `ext. 12`, `#12`; but `#1` is praise).
 */
const PART_OF_MORE =
  /([\w#=@$/]|\w-|\d[.,\xb7\u2000-\u2069]|\+[-.()\s\d]*)\0|\0([-./]?\w|@|[.,\xb7\u2000-\u2069]+\d|[\s,;(|\u2060]*((ext|extension|x)[\s.:=]*|#\d)\d)/i;

/** `24/7 555-123-4567` shows its own edges; `4111 5551234567` and `12 555 123 4567` do not. */
const DIGITS_BESIDE = /\d\s+\0|\0\s+\d/;

/** Bare digits after one of these words are an id, not a telephone number. */
const ID_WORD = /\b(order|invoice|account|id|ref|sku|item)\W{0,4}((id|no|number)\W{0,3})?\0/i;

function isElse(match: string, around: string): boolean {
  return (
    PART_OF_MORE.test(around) ||
    (!/[^\w\s]/.test(match) && DIGITS_BESIDE.test(around)) ||
    (!/\D/.test(match) && ID_WORD.test(around))
  );
}

/** @param published the numbers to look for, in E.164; those unlike the first in country or length are left alone */
export function matcherFor(published: readonly [string, ...string[]]): Matcher {
  const [first] = published;
  const code = (first.match(COUNTRY_CODE) as RegExpMatchArray)[1] as string;
  const nationalDigits = first.length - 1 - code.length;
  const fits = RegExp(`^\\+${code}\\d{${nationalDigits}}$`);
  const spread = (digits: string) => digits.split('').join(BETWEEN);
  const nationals = published
    .filter((number) => fits.test(number))
    .map((number) => spread(number.slice(-nationalDigits)));
  // North America has no trunk digit; elsewhere a 0 stands before the national number, or in brackets after the code.
  const trunkDigits = code === '1' ? 0 : 1;
  const mention = RegExp(
    `(?:(?:\\+|%2B|\\b(?:00)?)${spread(code)}${BETWEEN})?(?:\\b0${BETWEEN}){0,${trunkDigits}}(?:${nationals.join('|')})`,
    'gi',
  );

  return {
    fits,
    rewrite: (text, number) =>
      text.replace(mention, (match: string, at: number) => {
        const before = text.slice(0, at).slice(-40);
        const after = text.slice(at + match.length).slice(0, 40);
        if (isElse(match, `${before}\0${after}`)) return match;
        // Counted from the end, so that a country code or trunk zero the page wrote, or left out, stays as it is.
        let left = match.replace(/\D/g, '').length;
        return match.replace(/\d/g, (digit) =>
          left-- > nationalDigits ? digit : (number[number.length - left - 1] as string),
        );
      }),
  };
}
