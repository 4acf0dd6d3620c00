import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A number in E.164, `+` and 7 to 15 digits. */
export type E164 = string;

/** Reads a number as a person or a carrier may write it; undefined for anything that is not a possible number. */
export function parsePhone(text: string, defaultCountry: CountryCode = 'US'): E164 | undefined {
  if (text.length > 32) return undefined;
  const parsed = parsePhoneNumberFromString(text, defaultCountry);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/**
 * The same, but only for a number that some numbering plan has given out a range for: what a person typed must exist, while a
 * carrier may send us ranges that are newer than our metadata.
 */
export function parseValidPhone(text: string, defaultCountry: string = 'US'): E164 | undefined {
  if (text.length > 32 || !isSupportedCountry(defaultCountry)) return undefined;
  const parsed = parsePhoneNumberFromString(text, defaultCountry);
  return parsed?.isValid() ? parsed.number : undefined;
}

/** ISO 3166 country of a number; undefined where the numbering plan does not tell. */
export const countryOf = (number: E164): string | undefined => parsePhoneNumberFromString(number)?.country;

/** `1`, `44`, `353`: the code a number begins with after its `+`. */
export const callingCodeOf = (number: E164): string | undefined =>
  parsePhoneNumberFromString(number)?.countryCallingCode;

/** The three-digit area code of a North American number; undefined elsewhere. */
export const areaCodeOf = (number: E164): string | undefined => /^\+1(\d{3})\d{7}$/.exec(number)?.[1];

const TOLL_FREE = /^\+1(?:800|833|844|855|866|877|888)\d{7}$/;

export const isTollFree = (number: E164): boolean => TOLL_FREE.test(number);

/** `…0142`: enough for a person to recognise a number in a log or a face, not enough to call it. */
export const maskPhone = (number: E164): string => `…${number.slice(-4)}`;

/**
 * What carriers send where a caller withholds the number, in the words of their documentation and of the numbers they
 * use as stand-ins: 266696687 spells "anonymous", 7378742833 "restricted", 2562533 "blocked", 8566696 "unknown",
 * 86282452253 "unavailable".
 */
const WITHHELD = new Set([
  '',
  'anonymous',
  'restricted',
  'private',
  'blocked',
  'unknown',
  'unavailable',
  '+266696687',
  '+7378742833',
  '+2562533',
  '+8566696',
  '+86282452253',
]);

export type CallerId = { readonly kind: 'number'; readonly number: E164 } | { readonly kind: 'withheld' };

/** Reads a caller id: a number, or withheld for anything that does not identify a caller (SIP names, garbage). */
export function parseCallerId(text: string | undefined): CallerId {
  const trimmed = (text ?? '').trim();
  if (WITHHELD.has(trimmed.toLowerCase())) return { kind: 'withheld' };
  const number = parsePhone(trimmed);
  return number && !WITHHELD.has(number) ? { kind: 'number', number } : { kind: 'withheld' };
}
