import type { OfferVersion, Target } from '../catalog/model.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import type { BiddingDesk } from './auction/run-auction.ts';
import type { Promised, StoredCall } from './ports.ts';
import type { Ringing } from './routing/next-attempt.ts';
import { readStop } from './routing/stop-name.ts';

export interface StopPorts {
  readonly catalog: Pick<CatalogReader, 'currentOffer' | 'targetsOf'>;
  /** Absent where nobody bids. */
  readonly bidding?: Pick<BiddingDesk, 'biddersOf' | 'cache'>;
}

/** A target of a route as it is now: one of the catalog's, or a bid that still stands. */
export type Ready = Ringing & {
  readonly offer: OfferVersion;
  readonly target: Promised & Pick<Target, 'destination'>;
  readonly bidMinor?: bigint;
};

/** One that is gone, paused or expired by now is passed over. */
export type Stop = Ready | Ringing;

export const readyOf = (stop: Stop): Ready | undefined => ('target' in stop ? stop : undefined);

export async function findStop(ports: StopPorts, call: StoredCall, name: string, nowMs: number): Promise<Stop> {
  const { offerId, targetId } = readStop(name, call.outcome.terms.offerId);
  const [offer, targets] = await Promise.all([ports.catalog.currentOffer(offerId), ports.catalog.targetsOf(offerId)]);
  const target = targets.find((each) => each.targetId === targetId);
  const redials = target?.rules?.redials;
  const ringing = {
    targetId,
    ringSeconds: target?.ringSeconds ?? 0,
    redialsOnBusy: redials?.onBusy ?? 0,
    redialsOnNoAnswer: redials?.onNoAnswer ?? 0,
  };
  if (offer?.state !== 'active') return ringing;
  if (target) return target.state === 'active' ? { ...ringing, offer, target } : ringing;
  return (await bidOf(ports, call, offer, ringing, nowMs)) ?? ringing;
}

/** Bids are kept for as long as they stand; what was bid to ring first may ring later too. */
async function bidOf(
  { bidding }: StopPorts,
  { record }: StoredCall,
  offer: OfferVersion,
  ringing: Ringing,
  nowMs: number,
): Promise<Ready | undefined> {
  const { auctionId } = record.route;
  if (!bidding || !auctionId) return undefined;
  const [bids, bidders] = await Promise.all([bidding.cache.find(auctionId), bidding.biddersOf(offer.offerId)]);
  const bid = bids.find((each) => each.bidderId === ringing.targetId && each.expiresAtMs > nowMs);
  const bidder = bidders.find((each) => each.bidderId === ringing.targetId && each.state === 'active');
  if (!bid || !bidder) return undefined;
  const target = { targetId: ringing.targetId, destination: bid.destination };
  return { ...ringing, ringSeconds: bidder.ringSeconds, offer, target, bidMinor: bid.amountMinor };
}
