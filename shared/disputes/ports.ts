import type { Page, PageRequest } from '../kernel/page.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Side, TermsReader } from '../outcomes/ports.ts';
import type { WorthPorts } from '../outcomes/worth-if-qualified.ts';
import type { Dispute } from './model.ts';

/** What deciding a publisher's dispute looks up: the price that the outcome has by its frozen terms. */
export interface ObjectionPorts {
  readonly terms: TermsReader;
  readonly worth: Omit<WorthPorts, 'zone'>;
}

export interface DisputeStore {
  /** False when this side disputed the outcome before. */
  create(dispute: Dispute): Promise<boolean>;
  /** Strongly consistent. */
  get(disputeId: string): Promise<Dispute | undefined>;
  /** Replaces a dispute, unless it changed since `before` was read. */
  replace(before: Dispute, after: Dispute): Promise<boolean>;
  /** Newest first. */
  list(side: Side, page: PageRequest): Promise<Page<Dispute>>;
  /** Those that are not settled, the most urgent first. */
  waiting(page: PageRequest): Promise<Page<Dispute>>;
  /** At most `limit` of those that need attention by now. */
  due(nowMs: EpochMs, limit: number): Promise<readonly Dispute[]>;
  /** The next number among the offer's disputes of a month, `2026-03`; each is given once. */
  nextNumber(offerId: string, month: string): Promise<number>;
}

/** How many outcomes of an offer qualified from one day to another; a moment behind the verdicts. */
export type CountQualified = (advertiserId: string, offerId: string, fromDay: string, toDay: string) => Promise<number>;
