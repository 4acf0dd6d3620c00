/**
 * What a receiver answers may hold anything; the log keeps no e-mail address, no number that could be a phone's or an
 * account's, and nothing that looks like a key.
 */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+/g, '…@…'],
  [/\b(bearer|basic)\s+\S+/gi, '$1 …'],
  [/[A-Za-z0-9_+/=-]{32,}/g, '…'],
  [/\+?\d[\d ().-]{6,}\d/g, '…'],
];

const MAX_ANSWER_CHARS = 500;

/** Headers that say why an answer is what it is; what else a receiver sends is its own. */
const KEPT_HEADERS = ['content-type', 'retry-after', 'location', 'server', 'x-request-id'] as const;
const MAX_HEADER_CHARS = 200;

/** A receiver's answer as the log keeps it. */
export const maskAnswer = (text: string): string => masked(text, MAX_ANSWER_CHARS);

/** Of its headers the few that help. */
export const keptHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, masked(value, MAX_HEADER_CHARS)]];
    }),
  );

const masked = (text: string, maxChars: number): string =>
  MASKS.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), text.slice(0, maxChars * 2)).slice(
    0,
    maxChars,
  );
