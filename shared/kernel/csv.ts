import { stringify } from 'csv-stringify/sync';

/** What a spreadsheet would run as a formula when it opens the file (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;

/** A person's text for a cell: an apostrophe keeps a spreadsheet from running it. Amounts need none and stay numbers. */
export const cellText = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** RFC 4180: CRLF, quotes where needed, a header. The same rows always give the same bytes. */
export const toCsv = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify([[...header], ...rows.map((row) => [...row])], { record_delimiter: 'windows' });
