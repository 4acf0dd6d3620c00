interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Table `leases`: the bids of an auction for as long as one of them stands. */
export const bidsKey = (auctionId: string): Key => ({ pk: `AUCTION#${auctionId}`, sk: 'BIDS' });

/** Table `leases`: how often a bidder was asked in one minute. */
export const asksKey = (bidderId: string, minute: number): Key => ({ pk: `ASKS#${bidderId}`, sk: String(minute) });

/** Table `catalog`: a bidder stands with its offer. */
export const BIDDER_PREFIX = 'BIDDER#';
export const bidderKey = (offerId: string, bidderId: string): Key => ({
  pk: `OFFER#${offerId}`,
  sk: `${BIDDER_PREFIX}${bidderId}`,
});
