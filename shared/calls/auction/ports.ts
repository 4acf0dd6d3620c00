import type { EpochMs } from '../../kernel/time.ts';
import type { BidRequest, BidWon } from './contract.ts';
import type { Bid, Bidder, NoBid } from './model.ts';

/** A bidder's answer as it came: nothing in it is read yet. */
export type RawAnswer =
  | { readonly kind: 'body'; readonly text: string }
  | { readonly kind: 'failed'; readonly why: NoBid };

export interface BidderLine {
  /** Asks one bidder; never throws, and ends when the signal does. */
  ask(bidder: Bidder, messageId: string, request: BidRequest, signal: AbortSignal): Promise<RawAnswer>;
  /** Tells the winner. Never throws: the call is theirs whether they hear it or not. */
  tellWinner(bidder: Bidder, messageId: string, won: BidWon, signal: AbortSignal): Promise<'told' | 'not-told'>;
}

export interface AskAllowance {
  /** Whether the bidder may be asked once more in this minute. */
  take(bidderId: string, asksPerMinute: number, atMs: EpochMs): Promise<boolean>;
}

/** Bids of earlier auctions that still stand. */
export interface BidCache {
  /** Bids for this caller, whether they still stand or not. */
  find(auctionId: string): Promise<readonly Bid[]>;
  keep(auctionId: string, bids: readonly Bid[]): Promise<void>;
}

/** Time as the auction needs it: what passes while it waits. */
export interface Stopwatch {
  /** A signal that ends after so many milliseconds; `stop` forgets it. */
  start(ms: number): { readonly signal: AbortSignal; stop(): void };
}
