import type { Confidence } from '../catalog/criteria.ts';
import type { E164 } from '../kernel/phone.ts';
import type { EpochMs } from '../kernel/time.ts';

/** Numbers that serve visits one by one. */
export interface Pool {
  readonly poolId: string;
  readonly publisherId: string;
  readonly offerId: string;
  readonly name: string;
  /** How long a lease lasts unless renewed; 300 to 1,800 s is the trade's range. */
  readonly leaseSeconds: number;
  /** Shown when every number is taken: a static number of the publisher's. */
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
} & ({ readonly kind: 'pool'; readonly poolId: string } | { readonly kind: 'static'; readonly source: string });

/** What we keep of a page visit, compact: long URLs are cut, since the whole lease item stays under 1 KB. */
export interface Visit {
  readonly visitId: string;
  readonly atMs: EpochMs;
  readonly url?: string;
  readonly referrer?: string;
  /** Campaign parameters of the landing URL: `utm_source`, `gclid` … */
  readonly params?: Readonly<Record<string, string>>;
}

/** Which visit or source an outcome belongs to, and how sure that is. */
export interface Attribution {
  readonly confidence: Confidence;
  readonly visit?: Visit;
  /** The static number's source; or the pool, where only that much is known. */
  readonly source?: string;
}
