import type { Result } from '../model.ts';

/**
 * The dials of a call so far, as the address carries it that the carrier calls after each: `0b0n1` is the first target busy,
 * the first again without an answer, and now the second. It saves a write for each dial, and the carrier signs it.
 */
export interface Walk {
  /** Dials that are over. */
  readonly before: readonly { readonly step: number; readonly result: Result }[];
  /** Which step of the route is being dialled. */
  readonly current: number;
}

const LETTERS = new Map<string, Result>([
  ['b', 'busy'],
  ['n', 'no-answer'],
  ['f', 'failed'],
]);

const LETTER_OF = new Map([...LETTERS].map(([letter, result]) => [result, letter]));

/** Longer than any real walk: six dials, and targets that were full in between. */
const WALK = /^(?:\d[bnf]){0,12}\d$/;

/** What a person or a carrier sends as a walk; undefined for anything else. */
export function readWalk(text: string): Walk | undefined {
  if (!WALK.test(text)) return undefined;
  const before = Array.from({ length: (text.length - 1) / 2 }, (_, index) => ({
    step: Number(text[index * 2]),
    result: LETTERS.get(text[index * 2 + 1] ?? '') ?? 'failed',
  }));
  return { before, current: Number(text.at(-1)) };
}

export const writeWalk = ({ before, current }: Walk): string =>
  `${before.map(({ step, result }) => `${step}${LETTER_OF.get(result) ?? 'f'}`).join('')}${current}`;

/** The walk that the first dial begins; none where nothing can follow it but the fallback. */
/** Of the first dial of a call. */
export const FIRST_WALK = writeWalk({ before: [], current: 0 });
