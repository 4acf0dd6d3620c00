import { notFound, Problem } from '../kernel/problem.ts';
import { changeFrom, countedVersion, type Versioned } from '../platform/change-from.ts';
import type { Market, StandingMarket } from './market.ts';
import type { MarketStore, OfferStore } from './ports.ts';

export interface SetMarketDeps {
  readonly offers: Pick<OfferStore, 'current'>;
  readonly markets: MarketStore;
}

/**
 * Lets offers compete for the calls of another one; an empty list ends the market.
 *
 * @throws Problem `invalid` naming the competitor that can't take its calls, `stale` when the market is not at the version that
 *   was seen, where one is named
 */
export async function setMarket(
  { offers, markets }: SetMarketDeps,
  market: Market,
  seenVersion?: number,
): Promise<StandingMarket> {
  const house = (await offers.current(market.offerId))?.offer;
  if (!house) throw notFound('the offer');
  const competitors = await Promise.all(market.competitors.map((offerId) => offers.current(offerId)));
  const fields = competitors.flatMap((head, index) => {
    const field = `body.competitors.${index}`;
    const offer = head?.offer;
    if (market.competitors.indexOf(market.competitors[index] ?? '') !== index)
      return [{ field, message: 'is named twice' }];
    if (!offer) return [{ field, message: 'is not an offer of this network' }];
    if (offer.offerId === house.offerId) return [{ field, message: 'is the house itself, which competes anyway' }];
    if (offer.model !== 'call') return [{ field, message: `is an offer of ${offer.model}s, which takes no calls` }];
    return offer.currency === house.currency
      ? []
      : [{ field, message: `is priced in ${offer.currency}, not ${house.currency}` }];
  });
  if (house.model !== 'call') throw new Problem('conflict', `an offer of ${house.model}s takes no calls`);
  if (fields.length > 0) throw new Problem('invalid', 'these offers can not compete', fields);
  const place: Versioned<StandingMarket> = {
    read: () => markets.get(market.offerId),
    versionOf: countedVersion,
    async write(_before, version) {
      const next = { ...market, version: version + 1 };
      return (await markets.set(next, version)) === 'stale' ? 'stale' : next;
    },
  };
  return changeFrom(place, seenVersion);
}
