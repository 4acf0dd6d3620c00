import { MAX_ANSWER_LETTERS } from '../../../catalog/answers.ts';
import type { AskNode } from './model.ts';

/** How a question may be answered. */
export type Way = AskNode['by'][number];

/** What came back of a caller's answer, as the carrier understood it. */
export interface Said {
  readonly keys?: string | undefined;
  readonly speech?: string | undefined;
}

type Choice = AskNode['choices'][number];

const NO_LETTERS = /[^\p{L}\p{N}]+/gu;

const ACCENTS = /\p{M}+/gu;

/** Whole words, each with a blank on either side. Case, punctuation and accents are aside: machines hear `espanol` as well. */
const wordsOf = (text: string): string =>
  ` ${text.normalize('NFD').replaceAll(ACCENTS, '').toLowerCase().replaceAll(NO_LETTERS, ' ').trim()} `;

/** Keys are exact. Speech is what a machine understood: whole words of it are looked for. */
export function choiceOf({ choices }: Pick<AskNode, 'choices'>, { keys, speech }: Said): Choice | undefined {
  if (keys) return choices.find((choice) => choice.keys === keys);
  if (!speech) return undefined;
  const said = wordsOf(speech);
  return choices.find(({ words }) => words?.map(wordsOf).some((word) => word.trim() !== '' && said.includes(word)));
}

/** What is kept of a choice: its key, however it was made, else the first of its words. */
export const answerOf = ({ keys, words = [] }: Choice): string | false =>
  (keys ?? words[0])?.slice(0, MAX_ANSWER_LETTERS) ?? false;
