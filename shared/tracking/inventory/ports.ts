import type { Page, PageRequest } from '../../kernel/page.ts';
import type { E164 } from '../../kernel/phone.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Pool } from '../model.ts';
import type { NumberWish, OfferedNumber, PoolScaling, Scaling, ShopName, StockNumber, StockState } from './model.ts';

export type Bought =
  | { readonly kind: 'bought'; readonly carrierId: string }
  /** In the carrier's own words: somebody else was quicker, or the account may not. */
  | { readonly kind: 'refused'; readonly why: string };

/** Where numbers are bought. Each call throws a Problem `unavailable` when the carrier does not answer as documented. */
export interface NumberShop {
  search(wish: NumberWish): Promise<readonly OfferedNumber[]>;
  /** The carrier's id of a number that is ours; undefined when it is not. */
  find(number: E164): Promise<string | undefined>;
  /** Buys it, with our addresses for its calls. */
  buy(number: E164): Promise<Bought>;
  /** Gives it back; one that is gone already is given back. */
  release(carrierId: string): Promise<void>;
}

export type Shops = Readonly<Record<ShopName, NumberShop>>;

export interface StockStore {
  /** Strongly consistent. */
  get(number: E164): Promise<StockNumber | undefined>;
  /** Writes `after` in the place of `before` (or of nothing); false when another came in between. */
  change(before: StockNumber | undefined, after: StockNumber): Promise<boolean>;
  /** It was never ours. */
  forget(before: StockNumber): Promise<void>;
  list(state: StockState, page: PageRequest): Promise<Page<StockNumber>>;
}

/** The numbers of pools as inventory moves them; each step may be repeated. */
/** What people call pools, and whose they are. */
export interface PoolNames {
  /** By their ids, as many as there are. */
  named(poolIds: readonly string[]): Promise<ReadonlyMap<string, Pick<Pool, 'name' | 'publisherId'>>>;
}

export interface PoolPlaces {
  /** Out of the reach of visits; `held` while a visit or a call has it. */
  rest(poolId: string, number: E164, nowMs: EpochMs): Promise<'resting' | 'held' | 'unknown'>;
  /** Forgets the lease of a number that rested, and whose it was. */
  clear(poolId: string, number: E164): Promise<void>;
}

export interface ScalingStore {
  /** Strongly consistent. */
  get(poolId: string): Promise<PoolScaling>;
  /** Puts it in the place of a version of it; `stale` when another one is there by now. */
  set(next: PoolScaling, seenVersion: number): Promise<'put' | 'stale'>;
  /** Every pool that scales, page by page. */
  scaled(page: PageRequest): Promise<Page<{ readonly poolId: string; readonly scaling: Scaling }>>;
}
