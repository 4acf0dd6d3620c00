import { type CreditReader, leftIn } from '../../catalog/credit.ts';
import type { Market } from '../../catalog/market.ts';
import type { Deal, OfferVersion, Target } from '../../catalog/model.ts';
import type { CatalogReader, MarketReader } from '../../catalog/ports.ts';
import type { PriceFacts } from '../../catalog/price-rules.ts';
import { candidatesOf, WITHIN_OFFER } from './candidates.ts';
import type { Candidate, Competition } from './model.ts';

export interface GatherPorts {
  readonly catalog: Pick<CatalogReader, 'currentOffer' | 'deal' | 'targetsOf'>;
  /** Absent where every offer has its calls to itself. */
  readonly markets?: MarketReader;
  /** Absent where nobody's spending is limited. */
  readonly credit?: CreditReader;
  /** Of an offer's targets and bidders, which share of their calls they answer; absent where nobody counts. */
  readonly answers?: (offerId: string) => Promise<AnswerShares>;
}

/** Target → share of its calls that were answered, in basis points; a target that is not in it was never tried. */
export type AnswerShares = ReadonlyMap<string, number>;

/** An offer under the publisher's terms. */
export interface Entry {
  readonly offer: OfferVersion;
  readonly deal: Deal | undefined;
  /** What its advertiser may still spend, in the offer's currency; no limit when absent. */
  readonly creditMinor?: bigint | undefined;
}

/** Everybody who may get a call, and how they compete. */
export interface Contest {
  /** The offer that the number leads to: its fallback takes what nobody else can. */
  readonly house: Entry;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly candidates: readonly Candidate[];
  readonly competition: Competition;
  /** Empty where prices are not weighed by it. */
  readonly answered: AnswerShares;
  readonly isMarket: boolean;
  /** How long bidders are waited for; 0 where nobody is asked. */
  readonly auctionMs: number;
}

/**
 * Reads who competes for a call. A competitor that can't be read just now is left out; without the house there is no contest.
 *
 * @throws Error for a number that leads to an offer there is not
 */
export async function gather(
  ports: GatherPorts,
  offerId: string,
  publisherId: string,
  facts: PriceFacts,
): Promise<Contest> {
  const [house, market] = await Promise.all([
    enter(ports, offerId, publisherId),
    ports.markets?.market(offerId).catch(() => undefined),
  ]);
  if (!house) throw new Error(`a number leads to the offer ${offerId}, which does not exist`);
  const rivals = await Promise.all(
    (market?.competitors ?? []).map((rivalId) => enter(ports, rivalId, publisherId).catch(() => undefined)),
  );
  const all = [house, ...rivals.filter((rival) => rival !== undefined)];
  const answered = market?.weighAnswers ? await sharesOf(ports, all) : NOBODY_TRIED;
  return {
    house,
    entries: new Map(all.map((entry) => [entry.offer.offerId, entry])),
    candidates: all.flatMap(({ targets, ...entry }) => candidatesOf(entry, targets, publisherId, facts)),
    competition: market ? competitionIn(market, house) : WITHIN_OFFER,
    answered,
    isMarket: market !== undefined,
    auctionMs: market?.auctionMs ?? 0,
  };
}

const NOBODY_TRIED: AnswerShares = new Map();

/** Whose answers can't be read just now competes with its full price. */
async function sharesOf({ answers }: GatherPorts, entries: readonly Entry[]): Promise<AnswerShares> {
  if (!answers) return NOBODY_TRIED;
  const each = entries.map(({ offer }) => answers(offer.offerId).catch(() => NOBODY_TRIED));
  return new Map((await Promise.all(each)).flatMap((shares) => [...shares]));
}

/** A competitor may have changed its currency since the market was made: what can't be compared can't compete. */
const competitionIn = (
  { worth, weighAnswers, stickyDays, maxTargets }: Market,
  { offer: { currency } }: Entry,
): Competition => ({
  order: 'price',
  worth,
  weighAnswers,
  stickyDays,
  maxTargets,
  currency,
});

async function enter(
  { catalog, credit }: GatherPorts,
  offerId: string,
  publisherId: string,
): Promise<(Entry & { readonly targets: readonly Target[] }) | undefined> {
  const [offer, deal, targets] = await Promise.all([
    catalog.currentOffer(offerId),
    catalog.deal(offerId, publisherId),
    catalog.targetsOf(offerId),
  ]);
  if (!offer) return undefined;
  // Whose books can't be read just now is trusted: a caller waits on the line.
  const left = await credit?.credit(offer.advertiserId).catch(() => undefined);
  return { offer, deal, targets, creditMinor: leftIn(left, offer.currency) };
}
