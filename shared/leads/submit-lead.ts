import { type Answers, answersBytes, MAX_ANSWERS_BYTES } from '../catalog/answers.ts';
import { namesAsked } from '../catalog/check-lead-form.ts';
import { refuseUnjoined } from '../catalog/joining.ts';
import type { LeadForm } from '../catalog/lead-form.ts';
import { type OfferVersion, type TermsRef, termsRefOf } from '../catalog/model.ts';
import type { CatalogReader } from '../catalog/ports.ts';
import { refuseIdle } from '../catalog/publisher-state.ts';
import { sha256Hex } from '../kernel/ids.ts';
import { countryOf, maskPhone } from '../kernel/phone.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import { type Clock, dayOf, type EpochMs, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import type { Facts, OpenOutcome } from '../outcomes/model.ts';
import type { PersonHistory } from '../outcomes/ports.ts';
import { type AttributePorts, attributeLead, type Origin } from './attribute-lead.ts';
import { contactBytes, MAX_CONTACT_BYTES } from './lead-item.ts';
import type { Consent, ReadValues, StoredLead, Values } from './model.ts';
import { hashesOf, type PersonHashes } from './people.ts';
import type { ContactStore, JudgeQueue, LeadCounts, LeadQueue, LeadStore, SuppressionLists } from './ports.ts';
import { checkConsent } from './read-consent.ts';
import { maskEmail } from './read-email.ts';
import { readValues } from './read-values.ts';

export interface SubmitPorts extends AttributePorts {
  readonly catalog: Pick<
    CatalogReader,
    'currentOffer' | 'offerVersion' | 'deal' | 'publisher' | 'setter' | 'publisherByTagKey'
  >;
  readonly leads: LeadStore;
  readonly contacts: Pick<ContactStore, 'keep'>;
  readonly people: PersonHistory;
  readonly suppressions: Pick<SuppressionLists, 'hasAny'>;
  readonly counts: Pick<LeadCounts, 'take'>;
  readonly queue: LeadQueue;
  readonly judge: JudgeQueue;
  readonly personSecret: () => Promise<string>;
  readonly clock: Clock;
  /** The network's: days are counted in it. */
  readonly zone: string;
}

export interface Submission extends Origin {
  /** The same on every retry of the same lead. */
  readonly leadId: string;
  readonly offerId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly consent?: Consent | undefined;
  /** Terms that were promised before, by a ping; those of the moment when absent. */
  readonly promised?: TermsRef | undefined;
  /** What the ping said of it, which must be true still. */
  readonly asked?: Values | undefined;
}

/** By then a verdict is usually there, and the lead can go to its advertiser. */
const LOOK_AFTER_SECONDS = 3;

/**
 * Takes a lead: reads it by the offer's form, opens its outcome under the terms of the moment with all its facts, and asks for
 * the verdict. Whatever stops it half-way, a repeat goes on, and so does the message that was queued before anything was
 * stored; nothing is stored of a lead that is refused.
 *
 * @throws Problem `invalid` naming each field, `conflict` for a paused offer, for one whose day is full and for a person who came
 *   a moment ago, `forbidden` for a publisher that is not approved, paused or not let into the offer, `unprocessable` for a suppressed person and for an
 *   id that was used with other input
 */
export async function submitLead(ports: SubmitPorts, submission: Submission): Promise<StoredLead> {
  const nowMs = ports.clock.nowMs();
  const { leadId, publisherId, offerId, promised } = submission;
  await refuseIdle(ports.catalog, publisherId);
  const offer = await (promised ? promisedOffer(ports, promised) : leadOffer(ports, offerId));
  const deal = promised ? undefined : await ports.catalog.deal(offerId, publisherId);
  // What was promised is kept, whatever was decided since.
  if (!promised) refuseUnjoined(offer, deal);
  const read = readValues(offer.lead, submission.fields, 'body.fields');
  refuseOther(read, submission.asked ?? {});
  const consent = checkConsent(offer.lead, submission.consent, nowMs);
  const contact = { values: read.values, consent };
  if (contactBytes(contact) > MAX_CONTACT_BYTES) {
    throw invalidField('body.fields', `are longer than ${MAX_CONTACT_BYTES} bytes together, consent included`);
  }
  const answers = answersOf(offer, read);
  const hashes = hashesOf(await ports.personSecret(), read);
  await refuseSuppressed(ports, offer, hashes);
  await refuseDuplicate(ports, offer, hashes, leadId, nowMs);
  const attribution = await attributeLead(ports, submission, nowMs);
  const outcome: OpenOutcome = {
    outcomeId: leadId,
    model: 'lead',
    advertiserId: offer.advertiserId,
    terms: promised ?? termsRefOf(offer, publisherId, deal),
    openedAtMs: nowMs,
    attribution,
    contactMasked: maskedOf(read),
  };
  const facts: Facts = {
    startedAtMs: nowMs,
    region: read.region ?? (read.phone && countryOf(read.phone)),
    confidence: attribution.confidence,
    personHash: hashes.main,
    capacity: 'none',
    answers,
  };
  await takePlace(ports, offer, leadId, nowMs);
  const record = { inputHash: hashOfInput(submission), channel: submission.channel };
  await Promise.all([
    ports.queue.send({ v: 1, kind: 'look-after', leadId, step: 0 }, { delaySeconds: LOOK_AFTER_SECONDS }),
    ports.contacts.keep(leadId, contact, nowMs),
  ]);
  const lead = await ports.leads.open(outcome, record, facts);
  if (lead.record.inputHash !== record.inputHash) {
    throw new Problem('unprocessable', 'this Idempotency-Key was used with other input');
  }
  await noteContacts(ports, lead, hashes);
  await ports.judge.send({ v: 1, outcomeId: leadId });
  return lead;
}

export type LeadOffer = OfferVersion & { readonly lead: LeadForm };

/** @throws Problem `invalid` for what is no offer of leads, `conflict` for one that is paused */
export async function leadOffer(
  { catalog }: { readonly catalog: Pick<CatalogReader, 'currentOffer'> },
  offerId: string,
): Promise<LeadOffer> {
  const offer = await catalog.currentOffer(offerId);
  const { lead } = offer ?? {};
  if (!offer || !lead) throw invalidField('body.offerId', 'is not an offer of leads');
  if (offer.state === 'paused') throw new Problem('conflict', 'the offer is paused: it takes no leads now');
  return { ...offer, lead };
}

/** The version that a ping named: what was promised is kept, even if the offer was revised or paused meanwhile. */
async function promisedOffer({ catalog }: SubmitPorts, { offerId, offerVersion }: TermsRef): Promise<LeadOffer> {
  const offer = await catalog.offerVersion(offerId, offerVersion);
  if (!offer.lead) throw invalidField('body.pingId', 'is of no offer of leads');
  return { ...offer, lead: offer.lead };
}

/** A price was given for what the ping said: another lead has another price. */
function refuseOther({ values }: ReadValues, asked: Values): void {
  const changed = Object.keys(asked).filter((name) => values[name] !== asked[name]);
  const errors = changed.map((name) => ({ field: `body.fields.${name}`, message: 'is not what the ping said' }));
  if (errors.length > 0) throw new Problem('unprocessable', 'this is not the lead that was asked about', errors);
}

/** Of what was said only what the criteria ask for, none of it personal (catalog/check-lead-form.ts). */
export function answersOf({ criteria }: OfferVersion, { values }: ReadValues): Answers | undefined {
  const asked = namesAsked(criteria);
  const answers = Object.fromEntries(Object.entries(values).filter(([name]) => asked.has(name)));
  if (answersBytes(answers) > MAX_ANSWERS_BYTES) {
    throw invalidField('body.fields', `that the criteria ask for are longer than ${MAX_ANSWERS_BYTES} bytes together`);
  }
  return Object.keys(answers).length === 0 ? undefined : answers;
}

const maskedOf = ({ phone, email }: ReadValues): string | undefined =>
  phone === undefined ? email && maskEmail(email) : maskPhone(phone);

async function refuseSuppressed(ports: SubmitPorts, { advertiserId }: OfferVersion, { listed }: PersonHashes) {
  if (await ports.suppressions.hasAny(advertiserId, listed)) {
    throw new Problem('unprocessable', 'this person is on a suppression list: no lead may be sold');
  }
}

/** The same person on the same offer within the form's minutes, by phone or by e-mail. What is older the criteria judge. */
async function refuseDuplicate(
  { people }: SubmitPorts,
  { offerId, lead }: LeadOffer,
  { all }: PersonHashes,
  leadId: string,
  nowMs: EpochMs,
): Promise<void> {
  if (lead.duplicateMinutes === 0) return;
  const fromMs = nowMs - lead.duplicateMinutes * MINUTE_MS;
  const contacts = await Promise.all(all.map((hash) => people.earlier(hash, fromMs, nowMs + 1)));
  const earlier = contacts.flat().find((contact) => contact.offerId === offerId && contact.outcomeId !== leadId);
  if (!earlier) return;
  const seconds = Math.floor((nowMs - earlier.startedAtMs) / SECOND_MS);
  throw new Problem('conflict', `this person came ${seconds} s ago already: a duplicate`);
}

/**
 * One of the day's places, where the offer has a cap; a repeat of a lead that is there takes no second one. A crash between the
 * place and the lead may leave a place unused: never one lead too many.
 */
async function takePlace(
  { counts, leads, zone }: SubmitPorts,
  { offerId, lead: { dailyCap } }: LeadOffer,
  leadId: string,
  nowMs: EpochMs,
): Promise<void> {
  if (dailyCap === undefined || (await leads.find(leadId))) return;
  if (await counts.take(offerId, dayOf(nowMs, zone), dailyCap)) return;
  throw new Problem('conflict', `the offer has all the ${dailyCap} leads that it takes a day`);
}

/** One contact for each hash: whoever comes again is known by phone and by e-mail. */
async function noteContacts({ people }: SubmitPorts, { outcome }: StoredLead, { all }: PersonHashes): Promise<void> {
  const contact = {
    outcomeId: outcome.outcomeId,
    startedAtMs: outcome.openedAtMs,
    offerId: outcome.terms.offerId,
    advertiserId: outcome.advertiserId,
    visitId: outcome.attribution.visit?.visitId,
  };
  await Promise.all(all.map((hash) => people.note(hash, contact)));
}

const HASH_LETTERS = 12;

const hashOfInput = ({ offerId, fields, consent }: Submission): string =>
  sha256Hex(JSON.stringify([offerId, fields, consent ?? {}])).slice(0, HASH_LETTERS);
