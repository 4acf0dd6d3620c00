import type { Destination, Target } from '../../catalog/model.ts';
import type { CapPeriod, TargetRules } from '../../catalog/target-rules.ts';
import type { Currency } from '../../kernel/money.ts';
import type { E164 } from '../../kernel/phone.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Attestation } from '../model.ts';

/** Where a caller is, as far as anybody can tell. A toll-free number has no place, a withheld one no anything. */
export interface Place {
  /** ISO 3166: `US`. */
  readonly country?: string;
  /** ISO 3166-2 with its country: `US-IL`. */
  readonly state?: string;
  readonly areaCode?: string;
  /** Capitals and digits only. */
  readonly postal?: string;
}

/** An earlier call of the same person. */
export interface EarlierCall {
  readonly targetId?: string;
  readonly advertiserId: string;
  readonly atMs: EpochMs;
}

/** Everything about a call that may decide where it goes. */
export interface CallFacts {
  /** Names the call for ever; the draw among equals is made from it, so that a repeated request hears the same. */
  readonly outcomeId: string;
  readonly atMs: EpochMs;
  /** The tracking number that was called. */
  readonly number: E164;
  readonly publisherId: string;
  readonly isWithheld: boolean;
  readonly attestation: Attestation;
  readonly place: Place;
  /** ISO 639, known only where the plan asked for it. */
  readonly language?: string;
  /** Which of an offer's targets the caller is meant for, known only where the plan chose. */
  readonly tag?: string;
  /** Newest first; empty for who is unknown. */
  readonly earlier: readonly EarlierCall[];
  /** Whose list of blocked callers names this one: routing sends the call nowhere, or to nobody of that advertiser. */
  readonly blockedBy: readonly BlockedBy[];
}

export type BlockedBy =
  | { readonly by: 'network' }
  | { readonly by: 'publisher'; readonly publisherId: string }
  | { readonly by: 'advertiser'; readonly advertiserId: string };

/** A target with its rules, as the offer it belongs to brings it into the competition. */
export interface Candidate {
  readonly target: Pick<
    Target,
    | 'targetId'
    | 'offerId'
    | 'advertiserId'
    | 'destination'
    | 'state'
    | 'hours'
    | 'maxConcurrent'
    | 'dailyCap'
    | 'priority'
    | 'ringSeconds'
    | 'shards'
  >;
  readonly rules: TargetRules;
  readonly offerState: 'active' | 'paused';
  /** Whether the offer takes anything of this publisher (catalog/joining.ts). */
  readonly isJoined: boolean;
  readonly currency: Currency;
  /** What the advertiser would be charged: the offer's price, or the bid. */
  readonly chargeMinor: bigint;
  /** What the publisher would earn of it. */
  readonly payoutMinor: bigint;
  /** What its advertiser may still spend; no limit when absent. */
  readonly creditMinor?: bigint;
  /** Of a bid: when it is worth nothing any more. */
  readonly bidExpiresAtMs?: EpochMs;
}

/** What a target has on its hands; where a target has no state at all, nothing has happened yet. */
export interface TargetState {
  readonly live: number;
  /** Calls and money of the running period. */
  readonly used: Readonly<Partial<Record<CapPeriod, Used>>>;
  /** Calls of this hour and of this day that nobody answered. */
  readonly unansweredInHour: number;
  readonly unansweredInDay: number;
  /** Share of its calls that were answered, in basis points; unknown for a new target, which counts as all. */
  readonly answeredBps?: number;
}

export interface Used {
  readonly calls: number;
  readonly amountMinor: bigint;
}

export const NOTHING_YET: TargetState = { live: 0, used: {}, unansweredInHour: 0, unansweredInDay: 0 };

/** How candidates compete. */
export interface Competition {
  /** `priority`: lowest number first, as one offer wants it. `price`: highest effective price first, as a market wants it. */
  readonly order: 'priority' | 'price';
  /** What a price is measured by: what the advertiser is charged, what the publisher earns, or what the network keeps. */
  readonly worth: 'charge' | 'payout' | 'margin';
  /** Whether a price counts only as often as the target answers. */
  readonly weighAnswers: boolean;
  /** The publisher's own currency where prices must be comparable. */
  readonly currency?: Currency;
  /** A caller of the last so many days goes to the target that had him, if it may take him; 0 = not. */
  readonly stickyDays: number;
  /** Targets tried for one call, the first included. */
  readonly maxTargets: number;
}

/** Why a target did not get a call. */
export const REFUSALS = [
  'offer-paused',
  'not-joined',
  'target-paused',
  'loop',
  'currency',
  'credit',
  'bid-expired',
  'blocked-caller',
  'publisher',
  'attestation',
  'withheld',
  'region',
  'region-unknown',
  'language',
  'tag',
  'repeat',
  'holiday',
  'closed',
  'unanswered',
  'full',
  'concurrency',
  'hourly-concurrency',
  'cap-hour',
  'cap-day',
  'cap-month',
  'cap-total',
  'budget-hour',
  'budget-day',
  'budget-month',
  'budget-total',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What was asked and what was seen, in plain values that a person reads side by side. */
export interface Why {
  readonly refusal: Refusal;
  readonly asked?: string | number;
  readonly seen?: string | number;
}

/** What became of one candidate. `rank` 1 rings first; `not-needed` could take the call, but enough others come before it. */
export type Fate =
  | { readonly kind: 'chosen'; readonly rank: number; readonly sticky: boolean }
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'refused'; readonly why: Why };

export interface Considered {
  readonly targetId: string;
  readonly offerId: string;
  /** What it competed with (effective-price.ts); absent where it did not come so far. */
  readonly effectiveMinor?: number;
  /** By which share of its calls that were answered its price was weighed, in basis points; absent where it was not. */
  readonly answeredBps?: number;
  readonly fate: Fate;
}

/** One target of the route, in the order in which they are tried. */
export interface Step {
  readonly targetId: string;
  readonly offerId: string;
  readonly advertiserId: string;
  readonly destination: Destination;
  readonly ringSeconds: number;
  readonly redialsOnBusy: number;
  readonly redialsOnNoAnswer: number;
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
}

export interface Decision {
  readonly steps: readonly Step[];
  /** Every candidate, once, in the order in which they came. */
  readonly considered: readonly Considered[];
}
