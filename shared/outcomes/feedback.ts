import type { EpochMs } from '../kernel/time.ts';
import type { Outcome } from './model.ts';

/** What became of an outcome: sold, not sold, or never worth anything. */
export const FEEDBACK_RESULTS = ['sold', 'unsold', 'bad'] as const;
export type FeedbackResult = (typeof FEEDBACK_RESULTS)[number];

/** The newest report of an outcome; the advertiser may report again until its deadline. */
export interface Feedback {
  readonly outcomeId: string;
  readonly result: FeedbackResult;
  /** What was sold for, in the offer's currency. */
  readonly saleMinor?: bigint | undefined;
  readonly note?: string | undefined;
  readonly atMs: EpochMs;
  /** 1, 2, 3 … */
  readonly revision: number;
}

const MAX_SOURCE_LETTERS = 60;

/** Where an outcome came from, as it is shown to others: its source, or what its page's address says, or nothing. */
export function sourceOf({ attribution }: Pick<Outcome, 'attribution'>): string {
  const named = attribution.source ?? attribution.visit?.params?.utm_source ?? '';
  const plain = named.replace(/[^\p{L}\p{N} ._-]/gu, '').trim();
  return plain.slice(0, MAX_SOURCE_LETTERS) || 'unknown';
}

export const isSameReport = (a: Feedback, b: Pick<Feedback, 'result' | 'saleMinor' | 'note'>): boolean =>
  a.result === b.result && a.saleMinor === b.saleMinor && a.note === b.note;
