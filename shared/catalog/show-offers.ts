import type { Page, PageRequest } from '../kernel/page.ts';
import { notFound } from '../kernel/problem.ts';
import type { Principal } from '../platform/http/principal.ts';
import { mayWork } from './joining.ts';
import { type Deal, type OfferVersion, termsOf } from './model.ts';
import type { CatalogReader, OfferFilter, OfferStore } from './ports.ts';
import { pricingForPublisher } from './pricing.ts';
import type { QualityStanding, QualityTiers } from './quality-tiers.ts';

/** An offer as one caller may see it. */
export type ShownOffer = Omit<OfferVersion, 'advertiserId' | 'chargeMinor' | 'fallbackDestination'> &
  Partial<Pick<OfferVersion, 'advertiserId' | 'chargeMinor' | 'fallbackDestination'>> & {
    /** For a publisher: whether it may bring outcomes to it now. */
    readonly admitted?: boolean;
    /** What a publisher's own deal becomes by its quality, and the tier that it has reached. */
    readonly deal?: { readonly quality: QualityTiers; readonly standing?: QualityStanding | undefined };
  };

export interface ShowOffersDeps {
  readonly offers: Pick<OfferStore, 'current' | 'ofAdvertiser' | 'market'>;
  readonly catalog: Pick<CatalogReader, 'deal'>;
}

/** What a publisher sees: its own price and hold; not whose offer it is, what it costs, or where calls go. */
function forPublisher(offer: OfferVersion, publisherId: string, deal: Deal | undefined): ShownOffer {
  const { advertiserId: _whose, chargeMinor: _charge, fallbackDestination: _fallback, ...shown } = offer;
  const terms = termsOf(offer, publisherId, deal);
  const { pricing: _all, ...rest } = shown;
  const pricing = pricingForPublisher(terms);
  const { quality, standing } = deal ?? {};
  return {
    ...rest,
    payoutMinor: terms.payoutMinor,
    holdDays: terms.holdDays,
    admitted: mayWork(offer, deal),
    ...(pricing && { pricing }),
    ...(quality && { deal: { quality, standing } }),
  };
}

/** One offer; a publisher sees it while it is active, or once it has a deal on it. */
export async function showOffer(
  { offers, catalog }: ShowOffersDeps,
  { role, subjectId }: Principal,
  offerId: string,
): Promise<ShownOffer> {
  const offer = (await offers.current(offerId))?.offer;
  if (!offer) throw notFound('the offer');
  if (role === 'publisher') {
    const deal = await catalog.deal(offerId, subjectId);
    if (offer.state !== 'active' && !deal) throw notFound('the offer');
    return forPublisher(offer, subjectId, deal);
  }
  if (role === 'advertiser' && offer.advertiserId !== subjectId) throw notFound('the offer');
  return offer;
}

/** Which offers somebody asks for. */
export interface OffersAsked extends OfferFilter {
  readonly advertiserId?: string | undefined;
}

/**
 * An advertiser's own offers; for a publisher the active ones at its price; for the network either.
 *
 * @throws Problem `not-found` where somebody names an advertiser that is not their own
 */
export async function listOffers(
  { offers, catalog }: ShowOffersDeps,
  { role, subjectId }: Principal,
  page: PageRequest,
  { advertiserId, ...filter }: OffersAsked = {},
): Promise<Page<ShownOffer>> {
  const isOwn = role === 'operator' || (role === 'advertiser' && advertiserId === subjectId);
  if (advertiserId !== undefined && !isOwn) throw notFound('the advertiser');
  if (role === 'advertiser') return offers.ofAdvertiser(subjectId, page, filter);
  if (role !== 'publisher') {
    return advertiserId ? offers.ofAdvertiser(advertiserId, page, filter) : offers.market(page, filter);
  }
  const { items, ...rest } = await offers.market(page, filter);
  const shown = items.map(async (offer) =>
    forPublisher(offer, subjectId, await catalog.deal(offer.offerId, subjectId)),
  );
  return { items: await Promise.all(shown), ...rest };
}
