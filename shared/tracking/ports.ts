import type { PublisherState } from '../catalog/publisher-state.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import type { E164 } from '../kernel/phone.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Lease, Pool, TrackingNumber, Visit } from './model.ts';

/** A visit that asks for a number until an instant. */
export interface Claim {
  readonly visit: Visit;
  readonly nowMs: EpochMs;
  readonly untilMs: EpochMs;
}

export interface Taken {
  readonly number: E164;
  readonly untilMs: EpochMs;
  /** True where the number was taken from a visit that still held it. */
  readonly stolen: boolean;
}

/** Who holds a pool number. Every change is one conditional write, so two visits never win the same number. */
export interface LeaseStore {
  /** Takes a free number of the pool; undefined when every number is held (and none may be, or could be, stolen). */
  take(pool: Pick<Pool, 'poolId' | 'stealWhenEmpty'>, claim: Claim): Promise<Taken | undefined>;
  /** Takes this number again if it is free, or still the same visit's; undefined when somebody else holds it. */
  retake(poolId: string, number: E164, claim: Claim): Promise<Taken | undefined>;
  /** Moves the end of the visit's own claim, never backwards; the end that stands, or undefined when it lost the number. */
  renew(poolId: string, number: E164, visitId: string, untilMs: EpochMs): Promise<EpochMs | undefined>;
  /** Ends the visit's own claim now, or with the call in progress; nothing happens when it lost the number. */
  release(poolId: string, number: E164, visitId: string, nowMs: EpochMs): Promise<void>;
  /** A call holds the number until then, whatever the page does; false when the visit lost the number. */
  extend(poolId: string, number: E164, visitId: string, untilMs: EpochMs): Promise<boolean>;
  /** Strongly consistent. */
  read(poolId: string, number: E164): Promise<Lease | undefined>;
}

export interface LeaseReader {
  /** Strongly consistent. */
  read(poolId: string, number: E164): Promise<Lease | undefined>;
}

/** The catalog's numbers and pools as the hot path reads them: up to 30 s late. */
export interface NumberReader {
  number(number: E164): Promise<TrackingNumber | undefined>;
}

export interface PoolReader {
  poolsOf(publisherId: string): Promise<readonly Pool[]>;
}

/** What tracking needs to know of a publisher. */
export interface TagPublisher {
  readonly publisherId: string;
  readonly state?: PublisherState | undefined;
  /** Origins whose pages may carry the tag. */
  readonly origins: readonly string[];
}

export interface PublisherReader {
  publisherByTagKey(tagKey: string): Promise<TagPublisher | undefined>;
}

/** What a lease token proves: this visit of this publisher was given this number. */
export interface LeaseClaims {
  readonly publisherId: string;
  readonly poolId: string;
  readonly number: E164;
  readonly visitId: string;
}

export type TokenReading =
  | { readonly kind: 'valid'; readonly claims: LeaseClaims }
  | { readonly kind: 'expired' }
  | { readonly kind: 'forged' };

export interface LeaseTokens {
  sign(claims: LeaseClaims, nowMs: EpochMs): Promise<string>;
  read(token: string, nowMs: EpochMs): Promise<TokenReading>;
}

/** A visit whose page shows a static number, so that no lease tells of it. */
export interface UnleasedVisit {
  readonly kind: 'source' | 'fallback';
  readonly publisherId: string;
  readonly offerId: string;
  readonly number: E164;
  /** What the number stands for, and what its calls are attributed to. */
  readonly source: string;
  /** Tells one landing from another; hashed with the network's secret, kept by nobody. */
  readonly landing: string;
  readonly atMs: EpochMs;
  /** The pool that had no number left for it. */
  readonly poolId?: string;
}

/** Where visits without a lease are noted, so that they are counted. */
export interface VisitNotes {
  /** Once a day for each landing, however often its page asks; counted for the pool that fell short, where one did. */
  note(visit: UnleasedVisit): Promise<void>;
}

/** Pools as the operator sets them up. */
export interface PoolStore {
  /** Once: a second one with the same id changes nothing and returns what stands. */
  create(pool: Pool): Promise<Pool>;
  /** Strongly consistent. */
  get(poolId: string): Promise<Pool | undefined>;
  list(publisherId: string, page: PageRequest): Promise<Page<Pool>>;
}

export type StaticNumber = Extract<TrackingNumber, { kind: 'static' }>;
export type PoolNumber = Extract<TrackingNumber, { kind: 'pool' }>;

export interface NumberStore {
  /** Strongly consistent; absent where the network owns no such number. */
  findAll(numbers: readonly E164[]): Promise<ReadonlyMap<E164, TrackingNumber>>;
  /** `exists` when the number is the network's already. */
  addStatic(number: StaticNumber): Promise<'added' | 'exists'>;
}

export interface PoolNumberStore {
  /**
   * Adds numbers to a pool, each first known to the catalog and then free to lease. Adding one again changes nothing.
   * @throws Problem `conflict` when another pool or source got one of them meanwhile
   */
  addToPool(numbers: readonly PoolNumber[]): Promise<void>;
}

export interface NumberLists {
  /** One publisher's numbers; only those of one pool with `poolId`. */
  list(publisherId: string, poolId: string | undefined, page: PageRequest): Promise<Page<TrackingNumber>>;
}

/** What one number of a pool tells about the pool's health. */
export interface LeaseGlance {
  readonly endMs: EpochMs;
  readonly callEndMs: EpochMs;
  /** The last three, newest first. */
  readonly claims: readonly PastClaim[];
  /** Since when all of its claims are known: since ever where it had fewer than it remembers. */
  readonly knownSinceMs: EpochMs;
}

export interface PastClaim {
  readonly fromMs: EpochMs;
  readonly endMs: EpochMs;
  /** Taken while the one before still held it. */
  readonly stolen: boolean;
}

/** Visits that a pool had no number for, in one hour. */
export interface PoolShortage {
  /** Its beginning. */
  readonly hourMs: EpochMs;
  readonly visits: number;
}

export interface LeaseCensus {
  /** Every number of a pool, at most 10,000; eventually consistent. */
  glance(poolId: string): Promise<readonly LeaseGlance[]>;
  /** Of the hours since then in which there were any; eventually consistent. */
  shortages(poolId: string, sinceMs: EpochMs): Promise<readonly PoolShortage[]>;
}
