import type { Confidence, Question } from '../catalog/criteria.ts';
import type { Model, TermsRef } from '../catalog/model.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import type { Attribution } from '../tracking/model.ts';

/** `open → qualified | rejected`. What follows (payable, paid, disputed) is told by the ledger, not by this state. */
export type OutcomeState = 'open' | 'qualified' | 'rejected';

/** What was seen of an outcome once it ended; the only thing judging looks at besides the terms. No channel's own words. */
export interface Facts {
  readonly startedAtMs: EpochMs;
  /** From the buyer's answer to hang-up; absent where nobody answered or the channel has none. */
  readonly talkSeconds?: number;
  /** From the first ring to hang-up. */
  readonly totalSeconds?: number;
  /** ISO 3166 country or state: `US-IL`. */
  readonly region?: string;
  readonly confidence: Confidence;
  /** Keyed hash of the person; absent for a withheld caller id, which is never a repeat. */
  readonly personHash?: string;
  readonly targetId?: string;
  /** Whether a promised place was reserved at routing. */
  readonly capacity: 'reserved' | 'over' | 'none';
}

/** An outcome as it is opened: everything that later judging must not look up anew. */
export interface OpenOutcome {
  /** Deterministic: the same carrier call gives the same id on every retry. */
  readonly outcomeId: string;
  readonly model: Model;
  readonly advertiserId: string;
  readonly terms: TermsRef;
  readonly openedAtMs: EpochMs;
  readonly attribution: Attribution;
}

/** One node of the judged criteria tree: what was asked, what was seen, whether it held. */
export type CriterionResult =
  | { readonly kind: 'all' | 'any' | 'not'; readonly of: readonly CriterionResult[]; readonly held: boolean }
  | { readonly kind: Question['kind']; readonly asked: Question; readonly seen: Seen; readonly held: boolean };

/** A plain value that an advertiser or publisher can read beside the question. */
export type Seen = string | number | boolean | null;

/** Where the journal entry of this verdict lives: frozen with the verdict so that a retry finds it there. */
export interface PostingKey {
  readonly publisherId: string;
  readonly payableDay: Day;
  readonly entryId: string;
}

export interface Verdict {
  readonly state: 'qualified' | 'rejected';
  readonly judgedAtMs: EpochMs;
  readonly criteria: CriterionResult;
  /** Present exactly when qualified: a rejected outcome owes nothing and books nothing. */
  readonly posting?: PostingKey;
}

export interface Outcome extends OpenOutcome {
  readonly state: OutcomeState;
  /** Present once the channel has seen the end. */
  readonly facts?: Facts;
  readonly verdict?: Verdict;
}
