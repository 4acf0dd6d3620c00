import { ownOffer } from '../../catalog/own-offer.ts';
import type { OfferStore } from '../../catalog/ports.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { notFound, Problem } from '../../kernel/problem.ts';
import type { UrlCheck } from '../../platform/http/outbound-url.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { type Bidder, MAX_BIDDERS } from './model.ts';

/** A bidder as its owner names it. */
export type NamedBidder = Bidder & { readonly name: string };

export interface BidderStore {
  create(bidder: NamedBidder, secret: string): Promise<void>;
  /**
   * Undefined for a bidder that this offer does not have.
   *
   * @throws Problem `stale` when it is not at the version that was seen, where one is named
   */
  setState(
    offerId: string,
    bidderId: string,
    state: Bidder['state'],
    seenVersion?: number,
  ): Promise<NamedBidder | undefined>;
  /** Strongly consistent, at most MAX_BIDDERS. */
  ofOffer(offerId: string): Promise<readonly NamedBidder[]>;
}

export interface SaveBidderPorts {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly bidders: BidderStore;
  readonly newSecret: () => string;
  readonly checkUrl: UrlCheck;
}

export type BidderDraft = Pick<NamedBidder, 'name' | 'url' | 'asksPerMinute' | 'priority' | 'ringSeconds'>;

/**
 * Sets up a bidder on an offer whose charge is a share of the bid. The secret is made here and shown once.
 *
 * @throws Problem `invalid` naming the field, `conflict` where the offer has another price
 */
export async function createBidder(
  ports: SaveBidderPorts,
  principal: Principal,
  ids: IdSource,
  offerId: string,
  draft: BidderDraft,
): Promise<{ readonly bidder: NamedBidder; readonly secret: string }> {
  const { offer } = await ownOffer(ports.offers, principal, offerId);
  if (offer.model !== 'call') throw new Problem('conflict', `an offer of ${offer.model}s takes no calls`);
  if (offer.pricing?.charge?.kind !== 'bid-share') {
    throw new Problem(
      'conflict',
      'the offer has a price of its own; revise it to `pricing.charge` of kind `bid-share`',
    );
  }
  await ports.checkUrl(draft.url);
  if ((await ports.bidders.ofOffer(offerId)).length >= MAX_BIDDERS) {
    throw new Problem('conflict', `an offer has at most ${MAX_BIDDERS} bidders`);
  }
  const { advertiserId, currency } = offer;
  const bidder = { ...draft, bidderId: ids.next('bidder'), offerId, advertiserId, currency, state: 'active' as const };
  const secret = ports.newSecret();
  await ports.bidders.create(bidder, secret);
  return { bidder, secret };
}

/** Pauses a bidder, or lets it bid again. @throws Problem `stale` like {@link BidderStore.setState} */
export async function setBidderState(
  { offers, bidders }: Pick<SaveBidderPorts, 'offers' | 'bidders'>,
  principal: Principal,
  { offerId, bidderId }: Pick<Bidder, 'offerId' | 'bidderId'>,
  state: Bidder['state'],
  seenVersion?: number,
): Promise<NamedBidder> {
  await ownOffer(offers, principal, offerId);
  const changed = await bidders.setState(offerId, bidderId, state, seenVersion);
  if (!changed) throw notFound('the bidder');
  return changed;
}
