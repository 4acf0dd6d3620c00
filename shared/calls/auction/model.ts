import type { Destination } from '../../catalog/model.ts';
import type { Currency } from '../../kernel/money.ts';
import type { EpochMs } from '../../kernel/time.ts';

/** Somebody whose system is asked what a call is worth to them, while the caller waits. */
export interface Bidder {
  readonly bidderId: string;
  /** The offer under whose terms a call that it wins is judged. */
  readonly offerId: string;
  readonly advertiserId: string;
  readonly state: 'active' | 'paused';
  readonly url: string;
  /** Asks per minute at most: a bidder's system is as large as it says. */
  readonly asksPerMinute?: number;
  readonly currency: Currency;
  readonly priority: number;
  readonly ringSeconds: number;
  /** Counts its changes. */
  readonly version?: number | undefined;
}

/** When a bidder will not pay for somebody it knows already. */
export interface DuplicateRule {
  readonly days: number;
  readonly scope: 'target' | 'advertiser';
}

export interface Bid {
  readonly bidderId: string;
  /** Our name of this bid. */
  readonly bidId: string;
  readonly amountMinor: bigint;
  readonly destination: Destination;
  readonly expiresAtMs: EpochMs;
  readonly duplicates?: DuplicateRule;
  /** The bidder's own name of it: comes back to it when it wins. */
  readonly reference?: string;
}

/** Why a bidder has no bid in an auction. */
export const NO_BIDS = [
  'declined',
  'late',
  'status',
  'redirect',
  'too-large',
  'not-json',
  'malformed',
  'negative',
  'currency',
  'expired',
  'private-address',
  'unreachable',
  'ask-cap',
  'paused',
  'secret',
  'loop',
] as const;
export type NoBid = (typeof NO_BIDS)[number];

/** What came of asking one bidder. */
export type Asked =
  | { readonly kind: 'bid'; readonly bid: Bid; readonly cached: boolean }
  | { readonly kind: 'no-bid'; readonly bidderId: string; readonly why: NoBid };

/** Asked in one auction; the rest of a larger market is not. */
export const MAX_BIDDERS = 50;
