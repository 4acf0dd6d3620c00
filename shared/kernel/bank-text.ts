import { transliterate } from 'transliteration';

/**
 * Names and references as a bank's character set takes them. What had to be changed is not hidden: the payment's line
 * shows the written form beside the legal name.
 */

/** Letters of a payee's name in an entry of a NACHA file, and in a SEPA one. */
export const NACHA_NAME_LETTERS = 22;
export const SEPA_NAME_LETTERS = 70;

/** NACHA: upper-case ASCII letters, digits, space and a few signs. */
export const toNachaText = (text: string, length: number): string =>
  transliterate(text)
    .toUpperCase()
    .replace(/[^A-Z0-9 .,&'()/+-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, length)
    .padEnd(length);

/** The SEPA character set (EPC217-08, basic Latin): letters, digits and `/-?:().,'+` and space. A text can't start or end with a slash. */
export const toSepaText = (text: string, length: number): string =>
  transliterate(text)
    .replace(/&/g, '+')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/^[\s/]+|[\s/]+$/g, '')
    .slice(0, length)
    .replace(/[\s/]+$/, '');

/** ABA routing number: nine digits whose weighted sum 3·7·1 is a multiple of ten. */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text) || text === '000000000') return false;
  const weights = [3, 7, 1];
  const sum = [...text].reduce((total, digit, index) => total + Number(digit) * (weights[index % 3] ?? 0), 0);
  return sum % 10 === 0;
}
