import type { Terms, TermsRef } from '../catalog/model.ts';
import type { Currency } from '../kernel/money.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import type { Attribution } from '../tracking/model.ts';
import type { Feedback } from './feedback.ts';
import type { Facts, OpenOutcome, Outcome, PostingKey, Settled, Verdict, Worth } from './model.ts';

export interface OutcomeStore {
  /**
   * Opens once: a second call with the same id changes nothing and returns the outcome as it stands. `channel` is what the
   * channel keeps in the same item, under attributes of its own names (`call: {…}`). What is over as it begins, such as a
   * lead, brings its facts along: one write instead of two.
   *
   * @param comingBytes what the channel will add to the item later on, beyond what every outcome gets
   */
  open(
    outcome: OpenOutcome,
    channel?: Readonly<Record<string, unknown>>,
    facts?: Facts,
    comingBytes?: number,
  ): Promise<Outcome>;
  /** Strongly consistent. */
  get(outcomeId: string): Promise<Outcome | undefined>;
  /** Sets the facts while there is no verdict; `judged` when there is one already (late truth is a correction). */
  settle(outcomeId: string, facts: Facts): Promise<'settled' | 'judged' | 'unknown'>;
  /**
   * Writes the verdict once; the winner's verdict comes back, whoever wrote it.
   *
   * @throws Problem `conflict` when the facts are no longer those of `outcome`: judge again
   */
  giveVerdict(outcome: Settled, verdict: Verdict): Promise<Verdict>;
  /** Moves a posting key out of a day that has closed; the key that stands afterwards comes back, whoever moved it. */
  movePosting(outcomeId: string, from: PostingKey, toDay: Day): Promise<PostingKey>;
}

/** One earlier contact of a person. */
export interface Contact {
  readonly outcomeId: string;
  readonly startedAtMs: EpochMs;
  readonly offerId: string;
  readonly advertiserId: string;
  readonly targetId?: string;
  /** The tracking number, so that a repeat caller keeps the earlier attribution. */
  readonly number?: string;
  readonly visitId?: string;
}

/** More contacts than this in one window are a robot's. */
export const MAX_CONTACTS = 100;

export interface PersonHistory {
  /** Idempotent by outcome. */
  note(personHash: string, contact: Contact): Promise<void>;
  /** Contacts in [fromMs, beforeMs), newest first, at most MAX_CONTACTS. Strongly consistent. */
  earlier(personHash: string, fromMs: EpochMs, beforeMs: EpochMs): Promise<readonly Contact[]>;
}

/** One person in one chain of an advertiser's offers, in one currency: amounts of another can't be taken off. */
export interface ChainRef {
  readonly advertiserId: string;
  readonly name: string;
  readonly currency: Currency;
  readonly personHash: string;
}

/** A step that a person took; in the order in which they asked for their price. */
export interface ChainStep {
  readonly outcomeId: string;
  readonly startedAtMs: EpochMs;
}

/** More steps of one person in one chain are a robot's. */
export const MAX_CHAIN_STEPS = 40;

export interface ChainStore {
  /**
   * Takes a step behind those that are there, once: the same outcome keeps its place for ever. Gives those before it.
   *
   * @throws Problem `unavailable` when many ask at once
   */
  join(chain: ChainRef, step: ChainStep): Promise<readonly ChainStep[]>;
  /** The outcome that the chain's sale is reported on, if any; strongly consistent. */
  soldOn(chain: ChainRef): Promise<string | undefined>;
}

export interface CustomerLists {
  /**
   * Adds people to an advertiser's list; adding somebody again changes nothing. Gives how many different ones there were.
   *
   * @throws Problem `unavailable` when not all are stored: nothing is lost by sending the list again
   */
  add(advertiserId: string, personHashes: readonly string[]): Promise<number>;
  /** Whether an advertiser's uploaded list of hashed customers has this person. */
  has(advertiserId: string, personHash: string): Promise<boolean>;
}

export interface TermsReader {
  /** The frozen terms; they always exist, since versions never change or go. */
  terms(ref: TermsRef): Promise<Terms>;
}

/** Terms with the worth that the verdict froze in the place of their prices, and who brought what is booked. */
export type BookedTerms = Terms & Pick<Worth, 'conversion'> & Pick<Attribution, 'setterId'>;

/** The ledger as judging sees it. */
export interface Journal {
  /** Books a qualified verdict under its posting key; `closed` when that day takes no more entries, `wait` while it is undecided. */
  post(
    key: PostingKey,
    terms: BookedTerms,
    outcomeId: string,
    judgedAtMs: EpochMs,
  ): Promise<'posted' | 'closed' | 'wait'>;
}

/** Whose outcomes a list is about. */
export type Side =
  | { readonly publisherId: string; readonly advertiserId?: undefined }
  | { readonly advertiserId: string; readonly publisherId?: undefined };

/** A judged outcome as the lists have it: with the money of its side, and only that. */
export interface JudgedOutcome {
  readonly outcomeId: string;
  readonly state: 'qualified' | 'rejected';
  readonly offerId: string;
  readonly openedAtMs: EpochMs;
  readonly judgedAtMs: EpochMs;
  readonly chargeMinor?: bigint | undefined;
  readonly payoutMinor?: bigint | undefined;
  readonly currency?: string | undefined;
  /** On the publisher's side: who of its people brought it. */
  readonly setterId?: string | undefined;
}

export interface JudgedFilter {
  readonly offerId?: string | undefined;
  /** On the publisher's side only. */
  readonly setterId?: string | undefined;
  readonly state?: 'qualified' | 'rejected' | undefined;
  /** Of the verdict: from the one, before the other. */
  readonly fromMs?: EpochMs | undefined;
  readonly beforeMs?: EpochMs | undefined;
}

export interface JudgedOutcomes {
  /** Newest verdict first; a moment behind the verdicts themselves. */
  list(side: Side, filter: JudgedFilter, page: PageRequest): Promise<Page<JudgedOutcome>>;
}

/** What a publisher lacks of an outcome by a rejection or a credit, and the last day on which it may dispute that. */
export interface Objectionable {
  readonly payoutMinor: bigint;
  readonly currency: Currency;
  readonly until: Day;
}

/** Told by who knows what was corrected of a judged outcome; undefined where nothing is lacking. */
export type TellObjectionable = (outcomeId: string) => Promise<Objectionable | undefined>;

/** What changed an outcome's money after its verdict, as the ledger knows it; negative is back. */
export type TellCorrections = (outcomeId: string) => Promise<
  readonly {
    readonly kind: string;
    readonly reason: string;
    readonly atMs: EpochMs;
    readonly chargeMinor: bigint;
    readonly payoutMinor: bigint;
  }[]
>;

/** The chain that a report's sale belongs to, as it was read. */
export interface ChainSale {
  readonly chain: ChainRef;
  /** Whether its sale is reported on the outcome that the report is of. */
  readonly isOurs: boolean;
}

export interface FeedbackStore {
  /** Strongly consistent. */
  get(outcomeId: string): Promise<Feedback | undefined>;
  /**
   * Stores a report in the place of `before`, and whose the chain's sale is by it, in one write; false when another report came in
   * between, or the sale is another's by now.
   */
  put(before: Feedback | undefined, after: Feedback, sale?: ChainSale): Promise<boolean>;
}
