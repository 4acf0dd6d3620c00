import type { E164 } from '../../kernel/phone.ts';
import { DAY_MS, type EpochMs } from '../../kernel/time.ts';

/** Carriers that numbers are bought from. */
export const SHOPS = ['twilio', 'telnyx'] as const;
export type ShopName = (typeof SHOPS)[number];

export const STOCK_STATES = ['buying', 'idle', 'placed', 'resting', 'releasing', 'released'] as const;
export type StockState = (typeof STOCK_STATES)[number];

/** What may follow what; README.md says what each state means. */
export const STOCK_TRANSITIONS: Readonly<Record<StockState, readonly StockState[]>> = {
  buying: ['idle'],
  idle: ['placed', 'releasing'],
  placed: ['resting'],
  resting: ['placed', 'releasing'],
  releasing: ['released'],
  released: ['buying'],
};

/** A number that the network owns, owned, or is about to. */
export interface StockNumber {
  readonly number: E164;
  readonly carrier: ShopName;
  readonly state: StockState;
  /** The carrier's own id of it, once it is ours. */
  readonly carrierId?: string | undefined;
  /** Where it is, or was last. */
  readonly poolId?: string | undefined;
  readonly sinceMs: EpochMs;
}

/** As long as attribution looks back: a call that comes later than this is nobody's visit any more. */
export const REST_DAYS = 30;

/** Whether a pool may have it, or its carrier have it back. */
export const isRested = ({ state, sinceMs }: StockNumber, nowMs: EpochMs): boolean =>
  state === 'idle' || (state === 'resting' && nowMs - sinceMs >= REST_DAYS * DAY_MS);

/** How a pool grows by itself. */
export interface Scaling {
  readonly carrier: ShopName;
  /** ISO 3166 country. */
  readonly country: string;
  readonly areaCode?: string | undefined;
  /** It never grows above this. */
  readonly maxNumbers: number;
}

/** What was said of how a pool grows, with the count of it. */
export interface PoolScaling {
  readonly poolId: string;
  /** Absent where it stays as large as it is. */
  readonly scaling?: Scaling | undefined;
  /** 0 where nobody ever said anything; a rule that is ended counts on, so that the next one is not taken for the first. */
  readonly version: number;
}

/** What a search for numbers asks. */
export interface NumberWish {
  readonly country: string;
  readonly areaCode?: string | undefined;
  /** Digits that it should have somewhere. */
  readonly contains?: string | undefined;
  readonly limit: number;
}

/** A number that a carrier sells. */
export interface OfferedNumber {
  readonly number: E164;
  readonly locality?: string | undefined;
  readonly region?: string | undefined;
}
