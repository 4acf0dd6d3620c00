import type { Deal, OfferVersion } from '../../catalog/model.ts';
import type { CatalogReader, MarketReader } from '../../catalog/ports.ts';
import { candidatesOf, WITHIN_OFFER } from './candidates.ts';
import type { Candidate, Competition } from './model.ts';

export interface GatherPorts {
  readonly catalog: Pick<CatalogReader, 'currentOffer' | 'deal' | 'targetsOf'>;
  /** Absent where every offer has its calls to itself. */
  readonly markets?: MarketReader;
}

/** An offer under the publisher's terms. */
export interface Entry {
  readonly offer: OfferVersion;
  readonly deal: Deal | undefined;
}

/** Everybody who may get a call, and how they compete. */
export interface Contest {
  /** The offer that the number leads to: its fallback takes what nobody else can. */
  readonly house: Entry;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly candidates: readonly Candidate[];
  readonly competition: Competition;
}

/**
 * Reads who competes for a call. A competitor that can't be read just now is left out; without the house there is no contest.
 *
 * @throws Error for a number that leads to an offer there is not
 */
export async function gather(ports: GatherPorts, offerId: string, publisherId: string): Promise<Contest> {
  const [house, market] = await Promise.all([
    enter(ports, offerId, publisherId),
    ports.markets?.market(offerId).catch(() => undefined),
  ]);
  if (!house) throw new Error(`a number leads to the offer ${offerId}, which does not exist`);
  if (!market || market.competitors.length === 0) {
    const entries = new Map([[offerId, house.entry]]);
    return { house: house.entry, entries, candidates: house.candidates, competition: WITHIN_OFFER };
  }
  const rivals = await Promise.all(
    market.competitors.map((rivalId) => enter(ports, rivalId, publisherId).catch(() => undefined)),
  );
  const all = [house, ...rivals.filter((rival) => rival !== undefined)];
  const { worth, stickyDays, maxTargets } = market;
  return {
    house: house.entry,
    entries: new Map(all.map(({ entry }) => [entry.offer.offerId, entry])),
    candidates: all.flatMap(({ candidates }) => candidates),
    // A competitor may have changed its currency since: what can't be compared can't compete.
    competition: {
      order: 'price',
      worth,
      weighAnswers: false,
      stickyDays,
      maxTargets,
      currency: house.entry.offer.currency,
    },
  };
}

async function enter({ catalog }: GatherPorts, offerId: string, publisherId: string) {
  const [offer, deal, targets] = await Promise.all([
    catalog.currentOffer(offerId),
    catalog.deal(offerId, publisherId),
    catalog.targetsOf(offerId),
  ]);
  return offer && { entry: { offer, deal }, candidates: candidatesOf(offer, deal, targets, publisherId) };
}
