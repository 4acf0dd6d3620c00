import type { Day, EpochMs } from '../kernel/time.ts';
import type { Facts, OpenOutcome } from '../outcomes/model.ts';
import type { LeadMessage } from './contract/messages.ts';
import type { Contact, LeadRecord, StoredLead } from './model.ts';

export interface LeadStore {
  /** Opens the outcome with the lead in it and its facts, once; what stands comes back. */
  open(outcome: OpenOutcome, record: LeadRecord, facts: Facts): Promise<StoredLead>;
  /** Strongly consistent. */
  find(leadId: string): Promise<StoredLead | undefined>;
}

export interface ContactStore {
  /** Keeps a contact, sealed; a second one under the same id changes nothing. */
  keep(leadId: string, contact: Contact, cameAtMs: EpochMs): Promise<void>;
  /** In clear, for the advertiser who bought it and for delivery; undefined once the person was erased. Strongly consistent. */
  open(leadId: string): Promise<Contact | undefined>;
}

/** People who must not be sold: do-not-call lists and known litigators, of the network and of each advertiser. */
export interface SuppressionLists {
  /** Whether any of the hashes is on the network's list or the advertiser's. */
  hasAny(advertiserId: string, personHashes: readonly string[]): Promise<boolean>;
  /** Adds people; how many different ones. `network` stands for the network's own list. */
  add(owner: string, personHashes: readonly string[]): Promise<number>;
  /** Takes people off; how many different ones were named. */
  remove(owner: string, personHashes: readonly string[]): Promise<number>;
}

/** How many leads an offer took on each day, where it has a cap. */
export interface LeadCounts {
  /** Takes one of the day's places; false when none is left. */
  take(offerId: string, day: Day, cap: number): Promise<boolean>;
  /** Places taken so far; a moment late. */
  taken(offerId: string, day: Day): Promise<number>;
}

export interface LeadQueue {
  send(message: LeadMessage, options?: { readonly delaySeconds?: number }): Promise<void>;
}

/** Whoever asks for a verdict. */
export interface JudgeQueue {
  send(message: { readonly v: 1; readonly outcomeId: string }): Promise<void>;
}
