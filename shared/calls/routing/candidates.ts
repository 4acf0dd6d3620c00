import { type Deal, type OfferVersion, type Target, termsOf } from '../../catalog/model.ts';
import type { Candidate, Competition } from './model.ts';

/** The targets of an offer, with what a call is worth there under this publisher's terms. */
export function candidatesOf(
  offer: OfferVersion,
  deal: Deal | undefined,
  targets: readonly Target[],
  publisherId: string,
): readonly Candidate[] {
  const { chargeMinor, payoutMinor, currency } = termsOf(offer, publisherId, deal);
  return targets.map((target) => ({
    target,
    rules: target.rules ?? {},
    offerState: offer.state,
    currency,
    chargeMinor,
    payoutMinor,
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
