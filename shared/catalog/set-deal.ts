import { invalidField, Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import { refuseStale } from '../platform/change-from.ts';
import type { Deal, OfferVersion } from './model.ts';
import type { DealStore, OfferStore, PublisherStore } from './ports.ts';
import { payoutByTier, standingIn } from './quality-tiers.ts';

export interface SetDealDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly deals: Pick<DealStore, 'current' | 'set'>;
  readonly clock: Clock;
}

/** The whole deal is given each time, so trying again on a newer state loses nobody's change but the one it replaces. */
const TRIES = 3;

/**
 * Sets one publisher's terms on one offer as a new version.
 *
 * @throws Problem `invalid` naming the offer, the publisher or a payout above the charge, `stale` when the deal is not at the
 *   version that was seen, where one is named
 */
export async function setDeal(
  { offers, publishers, deals, clock }: SetDealDeps,
  wanted: Pick<Deal, 'offerId' | 'publisherId' | 'payoutMinor' | 'payoutRule' | 'holdDays' | 'quality'>,
  seenVersion?: number,
): Promise<Deal> {
  const { offerId, publisherId, payoutMinor, quality } = wanted;
  const publisher = await publishers.get(publisherId);
  if (!publisher) throw invalidField('body.publisherId', 'is not a publisher we know');
  for (let tries = 0; tries < TRIES; tries += 1) {
    const seen = await offers.current(offerId);
    if (!seen) throw invalidField('body.offerId', 'is not an offer we know');
    if (payoutMinor !== undefined && payoutMinor > seen.offer.chargeMinor) {
      throw invalidField('body.payoutMinor', `is above the ${seen.offer.chargeMinor} that the advertiser is charged`);
    }
    checkTiers(seen.offer, wanted);
    const before = await deals.current(offerId, publisherId);
    refuseStale(before?.version ?? 0, seenVersion);
    const standing = quality && standingIn(quality, publisher.quality);
    // Who was not let in stays out: that is decided on the request to join, not by a price.
    const ended = before?.ended === true ? { ended: true as const } : {};
    const version = (before?.version ?? 0) + 1;
    const next: Deal = { ...wanted, ...ended, standing, version, createdAtMs: clock.nowMs() };
    if ((await deals.set(seen, next)) === 'set') return next;
  }
  throw new Problem('conflict', 'the offer or its deals keep changing: try again');
}

/**
 * A flat payout that a tier would lift above the charge is a promise that pricing would not keep: it pays the charge at most.
 *
 * @throws Problem `invalid` naming the tier
 */
function checkTiers(
  { chargeMinor, payoutMinor, pricing }: OfferVersion,
  deal: Pick<Deal, 'payoutMinor' | 'payoutRule' | 'quality'>,
): void {
  const isFlat = !deal.payoutRule && (deal.payoutMinor !== undefined || !pricing?.payout) && !pricing?.charge;
  if (!isFlat) return;
  for (const [index, tier] of (deal.quality ?? []).entries()) {
    const earned = payoutByTier(deal.payoutMinor ?? payoutMinor, { score: 100, asOf: '', tier });
    if (earned > chargeMinor) {
      throw invalidField(
        `body.quality.${index}`,
        `earns ${earned}, above the ${chargeMinor} that the advertiser is charged`,
      );
    }
  }
}
