import type { Currency } from '../kernel/money.ts';
import type { E164 } from '../kernel/phone.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { DisputeRules, Windows } from './aftermath.ts';
import type { AttendanceRules } from './attendance-rules.ts';
import type { Criterion, WeeklyHours } from './criteria.ts';
import type { Joining } from './joining.ts';
import type { LeadForm } from './lead-form.ts';
import type { Model } from './outcome-model.ts';
import type { PayeeMethod, PayeeStanding } from './payee.ts';
import type { PayoutSchedule } from './payout-schedule.ts';
import type { PayoutRule, Pricing } from './pricing.ts';
import type { PublisherState } from './publisher-state.ts';
import type { KnownQuality, QualityStanding, QualityTiers } from './quality-tiers.ts';
import type { TargetRules } from './target-rules.ts';

export type { Model };

export interface Advertiser {
  readonly advertiserId: string;
  readonly name: string;
  readonly createdAtMs: EpochMs;
}

export interface Publisher {
  readonly publisherId: string;
  readonly name: string;
  /** Active when absent. */
  readonly state?: PublisherState;
  /** Pages that may carry the tag, as origins: `https://example.com`. */
  readonly origins: readonly string[];
  /** What the tag presents; public by nature, so it opens nothing but number assignment from those origins. */
  readonly tagKey: string;
  readonly currency: Currency;
  /** Below this a line is carried to the next run. */
  readonly payoutThresholdMinor: bigint;
  /** How often it is paid; weekly when absent. */
  readonly payoutSchedule?: PayoutSchedule;
  /** Days after it became payable until an entry is paid; none when absent. */
  readonly netDays?: number;
  /** The share of each line's earnings that is kept back, in 1/100 of a percent; nothing when absent. */
  readonly reserveBps?: number;
  /** A reserve is released with the line so many periods later. */
  readonly reservePeriods?: number;
  /** How good what it brings was of late (reporting/quality); absent while nobody knows. */
  readonly quality?: KnownQuality;
  /** Who to pay and how, without the secret part; a publisher without it is carried. */
  readonly payee?: PayeeOnFile;
  readonly createdAtMs: EpochMs;
  /** Counts what somebody changed of it; its payee counts alone (PayeeOnFile). */
  readonly version?: number | undefined;
}

/** What every reader of a publisher sees of its payee. */
export interface PayeeOnFile extends PayeeStanding {
  readonly legalName: string;
  /** How the bank's character set writes the name, where that differs. */
  readonly nameInFile?: string | undefined;
  readonly method: PayeeMethod;
  /** `…4321`: enough to recognise the account, not enough to use it. */
  readonly accountMasked: string;
  /** Counts its changes; 0 when absent. */
  readonly rev?: number | undefined;
}

/** One version of an offer; it never changes. The newest is the offer's current one. */
export interface OfferVersion {
  readonly offerId: string;
  /** 1, 2, 3 … */
  readonly version: number;
  readonly advertiserId: string;
  readonly model: Model;
  readonly name: string;
  readonly description: string;
  readonly state: 'active' | 'paused';
  /** Open to every publisher when absent. */
  readonly joining?: Joining;
  readonly criteria: Criterion;
  /** What the advertiser is charged for a qualified outcome, and what the publisher earns; the rest is the margin. */
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly currency: Currency;
  /** Days from the verdict until the outcome is payable. */
  readonly holdDays: number;
  /** Rules beside the flat prices; none when absent. */
  readonly pricing?: Pricing;
  /** How long an outcome may still be corrected; {@link DEFAULT_WINDOWS} when absent. */
  readonly windows?: Windows;
  /** When a dispute is decided without a person; never when absent. */
  readonly disputeRules?: DisputeRules;
  /** When a meeting was held; {@link DEFAULT_ATTENDANCE} when absent. For appointments only. */
  readonly attendance?: AttendanceRules;
  /** Where a call goes when no target can take it: the advertiser's own last resort, so talk there counts as answered. */
  readonly fallbackDestination?: Destination;
  /** What a lead has to tell; for offers of leads, and always there. */
  readonly lead?: LeadForm;
  readonly createdAtMs: EpochMs;
}

/** One publisher's terms on one offer, where they differ; versioned like the offer, version 0 = no deal. */
export interface Deal {
  readonly offerId: string;
  readonly publisherId: string;
  readonly version: number;
  readonly payoutMinor?: bigint;
  /** A rule of its own; where there is one `payoutMinor` holds where it says nothing. */
  readonly payoutRule?: PayoutRule;
  readonly holdDays?: number;
  /** What becomes of it by the publisher's quality; it does not ask when absent. */
  readonly quality?: QualityTiers | undefined;
  /** The tier that holds under this version; absent while none does. */
  readonly standing?: QualityStanding | undefined;
  /** Its publisher was let into the offer and is no more: counts where that is asked. */
  readonly ended?: boolean | undefined;
  readonly createdAtMs: EpochMs;
}

/** What an outcome carries from the moment it is opened: names of things that never change. */
export interface TermsRef {
  readonly offerId: string;
  readonly offerVersion: number;
  readonly publisherId: string;
  readonly dealVersion: number;
}

/** The names of the terms that an outcome gets now. */
export const termsRefOf = (offer: OfferVersion, publisherId: string, deal: Deal | undefined): TermsRef => ({
  offerId: offer.offerId,
  offerVersion: offer.version,
  publisherId,
  dealVersion: deal?.version ?? 0,
});

/** The terms themselves, found again from their names: an outcome is judged by these, for ever. */
export interface Terms extends TermsRef {
  readonly advertiserId: string;
  readonly model: Model;
  readonly criteria: Criterion;
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly currency: Currency;
  readonly holdDays: number;
  readonly pricing?: Pricing | undefined;
  readonly windows?: Windows | undefined;
  readonly disputeRules?: DisputeRules | undefined;
  readonly attendance?: AttendanceRules | undefined;
  /** The quality tier of the deal that held when the outcome was opened. */
  readonly quality?: QualityStanding | undefined;
}

/** What the publisher earns never exceeds what the advertiser is charged, even where a price and a deal were read 30 s apart. */
const payoutUnder = (offer: OfferVersion, deal: Deal | undefined): bigint => {
  const payoutMinor = deal?.payoutMinor ?? offer.payoutMinor;
  if (payoutMinor > offer.chargeMinor) return offer.chargeMinor;
  return payoutMinor;
};

/** A deal's own payout takes the place of the offer's rule; what a sale adds stays the offer's. */
function pricingUnder({ pricing }: OfferVersion, deal: Deal | undefined): Pricing | undefined {
  if (deal?.payoutRule === undefined && deal?.payoutMinor === undefined) return pricing;
  const { payout: _offers, ...rest } = pricing ?? {};
  return deal.payoutRule ? { ...rest, payout: deal.payoutRule } : rest;
}

export function termsOf(offer: OfferVersion, publisherId: string, deal: Deal | undefined): Terms {
  return {
    offerId: offer.offerId,
    offerVersion: offer.version,
    publisherId,
    dealVersion: deal?.version ?? 0,
    advertiserId: offer.advertiserId,
    model: offer.model,
    criteria: offer.criteria,
    chargeMinor: offer.chargeMinor,
    payoutMinor: payoutUnder(offer, deal),
    currency: offer.currency,
    holdDays: deal?.holdDays ?? offer.holdDays,
    pricing: pricingUnder(offer, deal),
    windows: offer.windows,
    disputeRules: offer.disputeRules,
    attendance: offer.attendance,
    quality: deal?.standing,
  };
}

/** What a call can be sent to. */
export type Destination =
  | { readonly kind: 'number'; readonly number: E164 }
  | { readonly kind: 'sip'; readonly uri: string };

/** Where an advertiser takes calls for one offer. */
export interface Target {
  readonly targetId: string;
  readonly offerId: string;
  readonly advertiserId: string;
  readonly name: string;
  readonly destination: Destination;
  readonly state: 'active' | 'paused';
  /** Always open when absent. */
  readonly hours?: WeeklyHours;
  /** Calls at the same time; unlimited when absent. */
  readonly maxConcurrent?: number;
  /** Calls per day of the network's zone; unlimited when absent. */
  readonly dailyCap?: number;
  /** Lowest first. */
  readonly priority: number;
  readonly ringSeconds: number;
  /** Whom it takes, how many, and how it shares with others; everybody when absent. */
  readonly rules?: TargetRules;
  /** In how many items its places are kept (target-shards.ts); one when absent. */
  readonly shards?: number;
  /** Counts its changes; 1 when absent. */
  readonly version?: number;
}

/** At most this many targets take the calls of one offer: routing reads them all. */
export const MAX_TARGETS_PER_OFFER = 100;
