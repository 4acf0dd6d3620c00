import { invalidField, Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import type { Deal } from './model.ts';
import type { DealStore, OfferStore, PublisherStore } from './ports.ts';

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
 * @throws Problem `invalid` naming the offer, the publisher or a payout above the charge
 */
export async function setDeal(
  { offers, publishers, deals, clock }: SetDealDeps,
  wanted: Pick<Deal, 'offerId' | 'publisherId' | 'payoutMinor' | 'payoutRule' | 'holdDays'>,
): Promise<Deal> {
  const { offerId, publisherId, payoutMinor } = wanted;
  if (!(await publishers.get(publisherId))) throw invalidField('body.publisherId', 'is not a publisher we know');
  for (let tries = 0; tries < TRIES; tries += 1) {
    const seen = await offers.current(offerId);
    if (!seen) throw invalidField('body.offerId', 'is not an offer we know');
    if (payoutMinor !== undefined && payoutMinor > seen.offer.chargeMinor) {
      throw invalidField('body.payoutMinor', `is above the ${seen.offer.chargeMinor} that the advertiser is charged`);
    }
    const before = await deals.current(offerId, publisherId);
    const next: Deal = { ...wanted, version: (before?.version ?? 0) + 1, createdAtMs: clock.nowMs() };
    if ((await deals.set(seen, next)) === 'set') return next;
  }
  throw new Problem('conflict', 'the offer or its deals keep changing: try again');
}
