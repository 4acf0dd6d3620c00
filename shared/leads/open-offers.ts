import type { OfferVersion } from '../catalog/model.ts';
import type { OfferStore } from '../catalog/ports.ts';
import type { Clock } from '../kernel/time.ts';
import { cached } from '../platform/cache.ts';
import type { OpenOffers } from './ping-market.ts';
import type { LeadOffer } from './submit-lead.ts';

const PAGE = 100;
/** Open offers of leads that one network has at most: twenty pages, read twice a minute. */
const MAX_OFFERS = 2_000;

const isOfLeads = (offer: OfferVersion): offer is LeadOffer => offer.lead !== undefined && offer.state === 'active';

const nameOf = (vertical: string): string => vertical.trim().toLowerCase();

/** The market's offers of leads, read whole by each container and kept for 30 s. */
export function cachedOpenOffers(offers: Pick<OfferStore, 'market'>, clock: Clock): OpenOffers {
  const read = cached(async () => {
    const found: LeadOffer[] = [];
    let cursor: string | undefined;
    do {
      const page = await offers.market({ limit: PAGE, cursor }, { model: 'lead' });
      found.push(...page.items.filter(isOfLeads));
      cursor = page.nextCursor;
    } while (cursor !== undefined && found.length < MAX_OFFERS);
    return Map.groupBy(found, ({ lead }) => nameOf(lead.vertical));
  }, clock);
  return { ofVertical: async (vertical) => (await read('leads')).get(nameOf(vertical)) ?? [] };
}
