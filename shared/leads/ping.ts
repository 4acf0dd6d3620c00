import { type Terms, type TermsRef, termsOf, termsRefOf } from '../catalog/model.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import { asksQuality, type Price, priceOutcome } from '../catalog/pricing.ts';
import { refuseIdle } from '../catalog/publisher-state.ts';
import { deterministicId, type IdSource } from '../kernel/ids.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import { type Clock, type EpochMs, MINUTE_MS } from '../kernel/time.ts';
import { isRuledOut } from '../outcomes/evaluate-criteria.ts';
import type { Facts } from '../outcomes/model.ts';
import type { Consent, StoredLead, Values } from './model.ts';
import { readImpersonal } from './read-values.ts';
import { answersOf, leadOffer, type SubmitPorts, submitLead } from './submit-lead.ts';

/** What a ping promised, inside its signed id. */
export interface PingClaims {
  /** Another one each time: a ping is posted once. */
  readonly pingName: string;
  readonly terms: TermsRef;
  readonly values: Values;
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
  readonly qualityOf: (publisherId: string) => Promise<number | undefined>;
  readonly clock: Clock;
}

/** Long enough to ask several buyers, short enough that the person still waits for a call. */
export const PING_MS = 5 * MINUTE_MS;

export type PingAnswer =
  | { readonly wanted: false }
  | {
      readonly wanted: true;
      readonly pingId: string;
      readonly price: Price;
      readonly currency: string;
      readonly expiresAtMs: EpochMs;
    };

/**
 * What a lead would earn, by what is known of it so far. Criteria that can't be met any more say no; what is not known yet is
 * judged when the lead is there.
 *
 * @throws Problem `invalid` for fields that say who it is, and as intake does
 */
export async function pingLead(
  { catalog, pings, qualityOf, clock }: PingPorts,
  ids: IdSource,
  {
    publisherId,
    offerId,
    fields,
  }: { readonly publisherId: string; readonly offerId: string; readonly fields: Readonly<Record<string, unknown>> },
): Promise<PingAnswer> {
  await refuseIdle(catalog, publisherId);
  const offer = await leadOffer({ catalog }, offerId);
  const read = readImpersonal(offer.lead, fields, 'body.fields');
  const deal = await catalog.deal(offerId, publisherId);
  const terms = termsOf(offer, publisherId, deal);
  const nowMs = clock.nowMs();
  const facts: Facts = {
    startedAtMs: nowMs,
    region: read.region,
    confidence: 'source',
    capacity: 'none',
    answers: answersOf(offer, read),
  };
  if (isRuledOut(terms.criteria, facts)) return { wanted: false };
  const price = await priceAsFarAsKnown(terms, facts, qualityOf);
  const expiresAtMs = nowMs + PING_MS;
  const claims = { pingName: ids.next('ping'), terms: termsRefOf(offer, publisherId, deal), values: read.values };
  return { wanted: true, pingId: await pings.sign(claims, expiresAtMs), price, currency: terms.currency, expiresAtMs };
}

async function priceAsFarAsKnown(terms: Terms, facts: Facts, qualityOf: PingPorts['qualityOf']): Promise<Price> {
  const quality = asksQuality(terms) ? await qualityOf(terms.publisherId) : undefined;
  return priceOutcome(terms, { atMs: facts.startedAtMs, region: facts.region, quality });
}

export interface LeadPost {
  readonly publisherId: string;
  readonly pingId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly consent?: Consent | undefined;
  readonly source?: string | undefined;
}

/**
 * Takes the lead of a ping under the terms that the ping froze. Its id follows from the ping, so that a ping brings one lead,
 * however often it is posted.
 *
 * @throws Problem `invalid` for a ping that is forged or another's, `gone` for one that expired, `unprocessable` where the lead
 *   is not the one asked about, and as intake does
 */
export async function postLead(
  ports: SubmitPorts & Pick<PingPorts, 'pings'>,
  { publisherId, pingId, fields, consent, source }: LeadPost,
): Promise<StoredLead> {
  const reading = await ports.pings.read(pingId, ports.clock.nowMs());
  if (reading.kind === 'expired') throw new Problem('gone', 'the ping has expired: ask again');
  if (reading.kind === 'forged' || reading.claims.terms.publisherId !== publisherId) {
    throw invalidField('body.pingId', 'is no ping of yours');
  }
  const { pingName, terms, values } = reading.claims;
  const leadId = deterministicId('lead', publisherId, pingName);
  const submission = { leadId, publisherId, offerId: terms.offerId, fields, consent, source };
  return submitLead(ports, { ...submission, channel: 'post', promised: terms, asked: values });
}
