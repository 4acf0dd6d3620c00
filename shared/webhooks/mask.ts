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

/** A receiver's answer as the log keeps it. */
export function maskAnswer(text: string): string {
  const start = text.slice(0, MAX_ANSWER_CHARS * 2);
  return MASKS.reduce((masked, [pattern, instead]) => masked.replace(pattern, instead), start).slice(
    0,
    MAX_ANSWER_CHARS,
  );
}
