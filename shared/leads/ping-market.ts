import { type CreditReader, leftIn } from '../catalog/credit.ts';
import { mayWork } from '../catalog/joining.ts';
import { isPersonal } from '../catalog/lead-form.ts';
import { refuseIdle } from '../catalog/publisher-state.ts';
import type { IdSource } from '../kernel/ids.ts';
import { type FieldError, invalidField, Problem } from '../kernel/problem.ts';
import { askOffer, type Bid, type Ping, type PingAnswer, type PingPorts, promise } from './ping.ts';
import type { LeadOffer } from './submit-lead.ts';

/** Open offers of leads, by the vertical that their forms name. */
export interface OpenOffers {
  /** Cached 30 s, like the catalog; letters' case makes no difference. */
  ofVertical(vertical: string): Promise<readonly LeadOffer[]>;
}

export interface MarketPingPorts extends PingPorts {
  readonly openOffers: OpenOffers;
  readonly credit: CreditReader;
}

export interface MarketPing extends Omit<Ping, 'offerId'> {
  readonly vertical: string;
  /** Whom the key that asks may bring leads to. */
  readonly mayBring: (offerId: string) => boolean;
}

/** The best one, and two who take the lead where it can't after all. */
const MAX_PROMISES = 3;

/**
 * Asks every open offer of a vertical that pays in the publisher's currency, and answers with the best price. What one form does
 * not know another may: each is told what it asks for, and one that can't read it stays away.
 *
 * @throws Problem `invalid` for a vertical without an open offer, for fields that no form knows or that say who it is, and for
 *   what none of them can read
 */
export async function pingMarket(
  ports: MarketPingPorts,
  ids: IdSource,
  { publisherId, vertical, fields, mayBring }: MarketPing,
): Promise<PingAnswer> {
  await refuseIdle(ports.catalog, publisherId);
  const currency = (await ports.catalog.publisher(publisherId))?.currency;
  const open = await ports.openOffers.ofVertical(vertical);
  const payable = open.filter((offer) => offer.currency === currency && mayBring(offer.offerId));
  const offers = await joinedOf(ports, payable, publisherId);
  if (offers.length === 0) throw invalidField('body.vertical', 'is of no open offer that you can bring leads to');
  refuseStrange(offers, fields);
  const asked = await Promise.all(offers.map((offer) => ask(ports, offer, publisherId, fields)));
  const refused = asked.filter((answer) => answer instanceof Problem);
  const [first] = refused;
  if (first && refused.length === offers.length) throw first;
  const [best, ...others] = asked.filter(isBid).sort(byWorth);
  return best ? promise(ports, ids, publisherId, [best, ...others.slice(0, MAX_PROMISES - 1)]) : { wanted: false };
}

/** Those that take something of this publisher; who is in is read from the deal, which a bid reads anyway. */
async function joinedOf(
  { catalog }: MarketPingPorts,
  offers: readonly LeadOffer[],
  publisherId: string,
): Promise<readonly LeadOffer[]> {
  const deals = await Promise.all(offers.map(({ offerId }) => catalog.deal(offerId, publisherId)));
  return offers.filter((offer, index) => mayWork(offer, deals[index]));
}

const isBid = (answer: Bid | Problem | undefined): answer is Bid =>
  answer !== undefined && !(answer instanceof Problem);

/** What the publisher earns most by; among equals what the network keeps most of, and then the same order every time. */
function byWorth(a: Bid, b: Bid): number {
  const difference = b.price.payoutMinor - a.price.payoutMinor || b.price.chargeMinor - a.price.chargeMinor;
  if (difference !== 0n) return Number(difference);
  return a.terms.offerId < b.terms.offerId ? -1 : 1;
}

/** Of what is told the fields that this form knows. */
export const fieldsFor = ({ lead }: LeadOffer, fields: Ping['fields']): Ping['fields'] =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => lead.fields.some((field) => field.name === name)));

async function ask(
  ports: MarketPingPorts,
  offer: LeadOffer,
  publisherId: string,
  fields: Ping['fields'],
): Promise<Bid | Problem | undefined> {
  try {
    const bid = await askOffer(ports, offer, { publisherId, fields: fieldsFor(offer, fields) });
    if (!bid) return undefined;
    const left = leftIn(await ports.credit.credit(offer.advertiserId), offer.currency);
    return left !== undefined && left < bid.price.chargeMinor ? undefined : bid;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'invalid') return error;
    throw error;
  }
}

/** @throws Problem `invalid` naming each field that no form has, and each that says who it is in any of them */
export function refuseStrange(offers: readonly LeadOffer[], fields: Ping['fields']): void {
  const all = offers.flatMap(({ lead }) => lead.fields);
  const errors = Object.keys(fields).flatMap((name): FieldError[] => {
    const known = all.filter((field) => field.name === name);
    const field = `body.fields.${name.slice(0, 40)}`;
    if (known.length === 0) return [{ field, message: 'is a field of none of these offers’ forms' }];
    return known.some(isPersonal) ? [{ field, message: 'is personal: it goes with the post only' }] : [];
  });
  const [first] = errors;
  if (first) throw new Problem('invalid', `${first.field}: ${first.message}`, errors.slice(0, 50));
}
