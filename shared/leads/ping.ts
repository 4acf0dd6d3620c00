import { refuseUnjoined } from '../catalog/joining.ts';
import { type Terms, type TermsRef, termsOf, termsRefOf } from '../catalog/model.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import { asksQuality, type Price, priceOutcome } from '../catalog/pricing.ts';
import { refuseIdle } from '../catalog/publisher-state.ts';
import type { IdSource } from '../kernel/ids.ts';
import { invariant } from '../kernel/result.ts';
import { type Clock, dayOf, type EpochMs, MINUTE_MS } from '../kernel/time.ts';
import { isRuledOut } from '../outcomes/evaluate-criteria.ts';
import type { Facts } from '../outcomes/model.ts';
import type { Values } from './model.ts';
import type { LeadCounts } from './ports.ts';
import { readImpersonal } from './read-values.ts';
import { answersOf, type LeadOffer, leadOffer } from './submit-lead.ts';

/** What one offer promised, and what it was told. */
export interface OfferPromise {
  readonly terms: TermsRef;
  readonly values: Values;
}

/** What a ping promised, inside its signed id. */
export interface PingClaims {
  /** Another one each time: a ping is posted once. */
  readonly pingName: string;
  readonly publisherId: string;
  /** The best one first; more than one where a vertical was asked. */
  readonly promises: readonly [OfferPromise, ...OfferPromise[]];
}

export type PingReading =
  | { readonly kind: 'valid'; readonly claims: PingClaims }
  | { readonly kind: 'expired' }
  | { readonly kind: 'forged' };

export interface PingTokens {
  sign(claims: PingClaims, expiresAtMs: EpochMs): Promise<string>;
  read(token: string, nowMs: EpochMs): Promise<PingReading>;
}

export interface PingPorts {
  readonly catalog: Pick<CatalogReader, 'currentOffer' | 'deal' | 'publisher'>;
  readonly pings: PingTokens;
  readonly counts: Pick<LeadCounts, 'taken'>;
  readonly qualityOf: (publisherId: string) => Promise<number | undefined>;
  readonly clock: Clock;
  /** The network's: days are counted in it. */
  readonly zone: string;
}

/** Long enough to ask several buyers, short enough that the person still waits for a call. */
export const PING_MS = 5 * MINUTE_MS;

/** What one offer says to what is known of a lead. */
export interface Bid extends OfferPromise {
  readonly price: Price;
  readonly currency: string;
}

export interface Wanted {
  readonly wanted: true;
  readonly pingId: string;
  /** The best one first. */
  readonly bids: readonly [Bid, ...Bid[]];
  readonly expiresAtMs: EpochMs;
}

export type PingAnswer = { readonly wanted: false } | Wanted;

export interface Ping {
  readonly publisherId: string;
  readonly offerId: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * What a lead would earn, by what is known of it so far. Criteria that can't be met any more say no; what is not known yet is
 * judged when the lead is there.
 *
 * @throws Problem `invalid` for fields that say who it is, and as intake does
 */
export async function pingLead(ports: PingPorts, ids: IdSource, ping: Ping): Promise<PingAnswer> {
  await refuseIdle(ports.catalog, ping.publisherId);
  const bid = await askOffer(ports, await leadOffer(ports, ping.offerId), ping);
  return bid ? promise(ports, ids, ping.publisherId, [bid]) : { wanted: false };
}

/**
 * Undefined where the lead is ruled out, or the offer takes no more today.
 *
 * @throws Problem `forbidden` for a publisher that was not let in, `invalid` as {@link pingLead}
 */
export async function askOffer(
  { catalog, counts, qualityOf, clock, zone }: PingPorts,
  offer: LeadOffer,
  { publisherId, fields }: Pick<Ping, 'publisherId' | 'fields'>,
): Promise<Bid | undefined> {
  const { offerId, lead } = offer;
  const read = readImpersonal(lead, fields, 'body.fields');
  const deal = await catalog.deal(offerId, publisherId);
  refuseUnjoined(offer, deal);
  const terms = termsOf(offer, publisherId, deal);
  const nowMs = clock.nowMs();
  const facts: Facts = {
    startedAtMs: nowMs,
    region: read.region,
    confidence: 'source',
    capacity: 'none',
    answers: answersOf(offer, read),
  };
  if (isRuledOut(terms.criteria, facts)) return undefined;
  if (lead.dailyCap !== undefined && (await counts.taken(offerId, dayOf(nowMs, zone))) >= lead.dailyCap)
    return undefined;
  const price = await priceAsFarAsKnown(terms, facts, qualityOf);
  return { terms: termsRefOf(offer, publisherId, deal), values: read.values, price, currency: terms.currency };
}

/** Signs what was bid: nothing is stored until the lead comes. */
export async function promise(
  { pings, clock }: PingPorts,
  ids: IdSource,
  publisherId: string,
  bids: Wanted['bids'],
): Promise<Wanted> {
  const expiresAtMs = clock.nowMs() + PING_MS;
  const [best, ...others] = bids.map(({ terms, values }) => ({ terms, values }));
  invariant(best, 'somebody bid');
  const pingId = await pings.sign(
    { pingName: ids.next('ping'), publisherId, promises: [best, ...others] },
    expiresAtMs,
  );
  return { wanted: true, pingId, bids, expiresAtMs };
}

async function priceAsFarAsKnown(terms: Terms, facts: Facts, qualityOf: PingPorts['qualityOf']): Promise<Price> {
  const quality = asksQuality(terms) ? await qualityOf(terms.publisherId) : undefined;
  return priceOutcome(terms, { atMs: facts.startedAtMs, region: facts.region, quality });
}
