import { invalidField } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import type { Clock } from '../kernel/time.ts';
import { changeFrom, countedVersion, type Versioned } from '../platform/change-from.ts';
import type { Deal, OfferVersion } from './model.ts';
import type { DealStore, OfferHead, OfferStore, PublisherStore } from './ports.ts';
import { payoutByTier, standingIn } from './quality-tiers.ts';

export interface SetDealDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly publishers: Pick<PublisherStore, 'get'>;
  readonly deals: Pick<DealStore, 'current' | 'set'>;
  readonly clock: Clock;
}

/** A deal as it stands under its offer. */
interface Standing {
  readonly head: OfferHead;
  readonly deal: Deal | undefined;
}

/**
 * Sets one publisher's terms on one offer as a new version. The whole deal is given each time, so that trying again on a newer
 * state of the offer, or beside its other deals, loses nobody's change but the one it replaces.
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
  const place: Versioned<Standing> = {
    async read() {
      const head = await offers.current(offerId);
      if (!head) throw invalidField('body.offerId', 'is not an offer we know');
      return { head, deal: await deals.current(offerId, publisherId) };
    },
    versionOf: ({ deal }) => countedVersion(deal),
    async write(before, seen) {
      invariant(before, 'an offer that is there was read');
      const { offer } = before.head;
      if (payoutMinor !== undefined && payoutMinor > offer.chargeMinor) {
        throw invalidField('body.payoutMinor', `is above the ${offer.chargeMinor} that the advertiser is charged`);
      }
      checkTiers(offer, wanted);
      const standing = quality && standingIn(quality, publisher.quality);
      // Who was not let in stays out: that is decided on the request to join, not by a price.
      const ended = before.deal?.ended === true ? { ended: true as const } : {};
      const deal: Deal = { ...wanted, ...ended, standing, version: seen + 1, createdAtMs: clock.nowMs() };
      return (await deals.set(before.head, deal)) === 'set' ? { ...before, deal } : 'stale';
    },
  };
  const { deal } = await changeFrom(place, seenVersion);
  invariant(deal, 'a deal that was set is there');
  return deal;
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
