import type { Confidence } from '../catalog/criteria.ts';
import type { E164 } from '../kernel/phone.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../kernel/time.ts';

/** Numbers that serve visits one by one. */
export interface Pool {
  readonly poolId: string;
  readonly publisherId: string;
  readonly offerId: string;
  readonly name: string;
  /** How long a lease lasts unless renewed; 300 to 1,800 s is the trade's range. */
  readonly leaseSeconds: number;
  /** What the page shows without the tag, and the tag when every number is taken: a static number of the publisher's. */
  readonly fallbackNumber: E164;
  /** Opt-in: when the pool is empty take the least recently used number, and say `ambiguous` to both. */
  readonly stealWhenEmpty: boolean;
  readonly createdAtMs: EpochMs;
}

/** A number the network owns. A pool number leads to its pool; a static one stands for one source. */
export type TrackingNumber = {
  readonly number: E164;
  readonly publisherId: string;
  readonly offerId: string;
} & (
  | { readonly kind: 'pool'; readonly poolId: string }
  | {
      readonly kind: 'static';
      readonly source: string;
      /** Whose calls come by it, of the publisher's people: an agent's own line. */
      readonly setterId?: string | undefined;
    }
);

/** What we keep of a page visit, compact: long URLs are cut, since the whole lease item stays under 1 KB. */
export interface Visit {
  readonly visitId: string;
  readonly atMs: EpochMs;
  readonly url?: string;
  readonly referrer?: string;
  /** Campaign parameters of the landing URL: `utm_source`, `gclid` … */
  readonly params?: Readonly<Record<string, string>>;
}

/** One visit's claim on a number, from its first moment to where it ended or will end unless renewed. */
export interface Holding {
  readonly visit: Visit;
  readonly fromMs: EpochMs;
  readonly untilMs: EpochMs;
  /** It was taken from a visit that still held it, so two pages showed the number at once. */
  readonly stolen: boolean;
}

/** What is known of a pool number: the newest claim first, then the two before it. */
export interface Lease {
  readonly poolId: string;
  readonly number: E164;
  readonly holdings: readonly Holding[];
}

/** Which visit or source an outcome belongs to, and how sure that is. */
export interface Attribution {
  readonly confidence: Confidence;
  readonly visit?: Visit;
  /** The static number's source; or the pool, where only that much is known. */
  readonly source?: string;
  /** Who of the publisher's people brought it, where that is known. */
  readonly setterId?: string | undefined;
}

/** How long after a visit a call still belongs to it, when nobody else got the number: the trade's 30 days. */
export const LOOKBACK_MS = 30 * DAY_MS;

/**
 * How long after a claim ended its visitor may still be dialling while the number has a new holder: within it a call has
 * two plausible holders and reads `ambiguous`. No published figure; two minutes is enough to type in a number just read.
 */
export const LATE_DIAL_MS = 2 * MINUTE_MS;

/** The bound of a lease item: DynamoDB bills a write per started kilobyte. */
export const MAX_LEASE_BYTES = 1_024;
