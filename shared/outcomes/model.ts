import type { Answers } from '../catalog/answers.ts';
import type { Confidence, Question } from '../catalog/criteria.ts';
import type { Conversion } from '../catalog/exchange-rate.ts';
import type { Model, TermsRef } from '../catalog/model.ts';
import { deterministicId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import type { Attribution } from '../tracking/model.ts';

/** `open → qualified | rejected`. What follows (payable, paid, disputed) is told by the ledger, not by this state. */
type OutcomeState = 'open' | 'qualified' | 'rejected';

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
  /** What was bid for it and promised, in the offer's currency; absent where nobody bid. */
  readonly bidMinor?: bigint;
  /** Whether a promised place was reserved at routing. */
  readonly capacity: 'reserved' | 'over' | 'none';
  /** Nobody could be asked to take it: nothing was open, or whoever brought it may not. Whatever its terms ask, it owes nothing. */
  readonly untaken?: true;
  /** What was said, by the offer's own names; nothing that identifies a person, since both sides read it in the verdict. */
  readonly answers?: Answers;
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
  /** `…0142`: enough for an advertiser to recognise who called, not enough to call; never shown to a publisher. */
  readonly contactMasked?: string;
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

/**
 * A judged tree without its questions, which the frozen terms hold already: two short lists instead of the whole tree keep
 * the item under 1 KB. Both run through the tree parents first, children in order; `explain` puts the questions back.
 */
export interface Marks {
  /** `1` held, `0` did not: one digit for every node. */
  readonly held: string;
  /** What was seen, for every question (leaf). */
  readonly seen: readonly Seen[];
}

/** What a qualified outcome is worth, copied from its terms so that reports and webhooks need not look them up. */
export interface Worth {
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly currency: Currency;
  /** Where the publisher is paid in another currency: the rate of the verdict's day. */
  readonly conversion?: Conversion | undefined;
}

export interface Booking {
  readonly posting: PostingKey;
  readonly worth: Worth;
  /** The refused outcome that this one came in the place of: it is worth nothing, since that one is paid (replacement.ts). */
  readonly replaces?: string | undefined;
}

export interface Verdict {
  readonly state: 'qualified' | 'rejected';
  readonly judgedAtMs: EpochMs;
  readonly marks: Marks;
  /** Of a rejected outcome: the question that decided, the first one in the tree's order. */
  readonly failed?: string | undefined;
  /** Present exactly when qualified: a rejected outcome owes nothing and books nothing. */
  readonly booking?: Booking;
}

/** The entry of a verdict; its name follows from the outcome's, so that no retry can invent a second one. */
export const verdictEntryId = (outcomeId: string): string => deterministicId('entry', outcomeId, 'verdict');

export interface Outcome extends OpenOutcome {
  readonly state: OutcomeState;
  /** Present once the channel has seen the end. */
  readonly facts?: Facts;
  readonly verdict?: Verdict;
  /** What came to light after the verdict, which stands: a correction follows from it (ledger/correct-late-truth.ts). */
  readonly late?: LateTruth;
}

export interface LateTruth {
  /** All that is known by now, not only what is new. */
  readonly facts: Facts;
  /** Rises with each change: of two corrections the one of the later truth is the one to make. */
  readonly revision: number;
}

/** An outcome whose end was seen: it can be judged. */
export type Settled = Outcome & { readonly facts: Facts };
