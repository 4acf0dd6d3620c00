import { shareBps } from '../../kernel/money.ts';
import type { Candidate } from '../routing/model.ts';
import type { Asked, Bid, Bidder } from './model.ts';

/** The bids of an auction as candidates like any other: the same rules, the same order, the same trail. */
export function bidCandidates(
  bidders: readonly Bidder[],
  asked: readonly Asked[],
  offerStates: ReadonlyMap<string, 'active' | 'paused'>,
): readonly Candidate[] {
  const byId = new Map(bidders.map((bidder) => [bidder.bidderId, bidder]));
  return asked.flatMap((each) => {
    const bidder = each.kind === 'bid' ? byId.get(each.bid.bidderId) : undefined;
    return each.kind === 'bid' && bidder
      ? [candidateOf(bidder, each.bid, offerStates.get(bidder.offerId) ?? 'paused')]
      : [];
  });
}

/** A bidder's target is the bidder: its caps and its repeats are counted under one name, whatever number it gives. */
const candidateOf = (bidder: Bidder, bid: Bid, offerState: 'active' | 'paused'): Candidate => ({
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
  offerState,
  currency: bidder.currency,
  chargeMinor: bid.amountMinor,
  payoutMinor: shareBps(bid.amountMinor, bidder.payoutBps),
  bidExpiresAtMs: bid.expiresAtMs,
});
