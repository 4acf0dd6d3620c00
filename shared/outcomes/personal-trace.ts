import type { EpochMs } from '../kernel/time.ts';
import type { Outcome } from './model.ts';
import type { ChainRef, Contact } from './ports.ts';

/** What others hold of the person because of us, and have to be told. */
export interface Elsewhere {
  readonly what: 'recording' | 'crm-record';
  /** The carrier or the CRM. */
  readonly where: string;
  readonly id: string;
}

/** `waits`: it can't go yet, and has to be asked for again. */
export interface TraceErased {
  readonly elsewhere?: readonly Elsewhere[];
  readonly waits?: true;
}

/** What one context keeps of a person beside an outcome: how it is shown to that person, and how it goes. */
export interface PersonalTrace {
  /** The name under which it stands in an export. */
  readonly name: string;
  /** In clear; undefined where there is nothing. Strongly consistent. */
  show(outcome: Outcome): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Takes the person out of it; again changes nothing. Only for an outcome that has its verdict. */
  erase(outcome: Outcome, atMs: EpochMs): Promise<TraceErased>;
}

/** What becomes of the hash in the facts: it goes, it stays for now, or another name takes its place. */
export type HashAfter = { readonly kind: 'gone' | 'kept' } | { readonly kind: 'renamed'; readonly name: string };

const GONE = 'gone:';

/** The name that ties the steps of an erased person's chain together: no hash has a colon. */
export const goneName = (firstOutcomeId: string): string => `${GONE}${firstOutcomeId}`;
export const isGoneName = (name: string): boolean => name.startsWith(GONE);

export interface OutcomeErasure {
  /** Takes what was shown masked, the visit and the hash out of a judged outcome; verdict and money stay. */
  erase(outcomeId: string, hash: HashAfter, atMs: EpochMs): Promise<void>;
  /** Takes one contact out of a person's history. */
  forget(personHash: string, contact: Contact): Promise<void>;
  /**
   * Copies a chain under a name that leads to nobody, so that later sales are still booked once, and gives that name;
   * undefined where no outcome is in the chain. The same chain gets the same name on every try.
   */
  renameChain(chain: ChainRef): Promise<string | undefined>;
  /** Takes away the chain under the person's own hash. */
  dropChain(chain: ChainRef): Promise<void>;
}
