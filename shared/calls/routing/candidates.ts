import { mayWork } from '../../catalog/joining.ts';
import { type Deal, type OfferVersion, type Target, termsOf } from '../../catalog/model.ts';
import type { PriceFacts } from '../../catalog/price-rules.ts';
import { type Price, priceOutcome } from '../../catalog/pricing.ts';
import type { Entry } from './gather.ts';
import type { Candidate, Competition } from './model.ts';

/**
 * What a call is worth under an offer's terms before anybody has talked. Judging prices it again by what was seen; a talk time
 * that nobody knows yet meets no tier.
 */
export const priceBefore = (
  offer: OfferVersion,
  deal: Deal | undefined,
  publisherId: string,
  facts: PriceFacts,
): Price => priceOutcome(termsOf(offer, publisherId, deal), facts);

/** The targets of an offer, with what a call is worth there under this publisher's terms. */
export function candidatesOf(
  { offer, deal, creditMinor }: Entry,
  targets: readonly Target[],
  publisherId: string,
  facts: PriceFacts,
): readonly Candidate[] {
  const { chargeMinor, payoutMinor } = priceBefore(offer, deal, publisherId, facts);
  const { currency } = offer;
  return targets.map((target) => ({
    target,
    rules: target.rules ?? {},
    offerState: offer.state,
    isJoined: mayWork(offer, deal),
    currency,
    chargeMinor,
    payoutMinor,
    ...(creditMinor === undefined ? {} : { creditMinor }),
  }));
}

/** Targets tried for one call: each asks for a write while somebody waits on the line. */
export const MAX_TARGETS = 3;

/** One offer's own targets: by their priority, split by weight. */
export const WITHIN_OFFER: Competition = {
  order: 'priority',
  worth: 'charge',
  weighAnswers: false,
  stickyDays: 0,
  maxTargets: MAX_TARGETS,
};
