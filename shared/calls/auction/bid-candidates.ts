import { mayWork } from '../../catalog/joining.ts';
import { priceBefore } from '../routing/candidates.ts';
import type { Contest } from '../routing/gather.ts';
import type { CallFacts, Candidate } from '../routing/model.ts';
import type { Asked, Bidder } from './model.ts';

/**
 * The bids of an auction as candidates like any other: the same rules, the same order, the same trail. A bidder's target is
 * the bidder: its repeats are counted under one name, whatever number it gives.
 */
export function bidCandidates(
  call: CallFacts,
  { entries }: Pick<Contest, 'entries'>,
  bidders: readonly Bidder[],
  asked: readonly Asked[],
): readonly Candidate[] {
  const byId = new Map(bidders.map((bidder) => [bidder.bidderId, bidder]));
  return asked.flatMap((each) => {
    if (each.kind !== 'bid') return [];
    const { bid } = each;
    const bidder = byId.get(bid.bidderId);
    const entry = bidder && entries.get(bidder.offerId);
    if (!bidder || !entry) return [];
    const { offer, deal } = entry;
    const facts = { atMs: call.atMs, region: call.place.state ?? call.place.country, bidMinor: bid.amountMinor };
    return {
      target: {
        targetId: bidder.bidderId,
        offerId: bidder.offerId,
        advertiserId: bidder.advertiserId,
        destination: bid.destination,
        state: 'active',
        priority: bidder.priority,
        ringSeconds: bidder.ringSeconds,
      },
      rules: bid.duplicates ? { repeats: bid.duplicates } : {},
      offerState: offer.state,
      isJoined: mayWork(offer, deal),
      currency: offer.currency,
      ...priceBefore(offer, deal, call.publisherId, facts),
      bidExpiresAtMs: bid.expiresAtMs,
    };
  });
}
