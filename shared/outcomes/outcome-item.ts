import { z } from 'zod';
import { answersShape } from '../catalog/answers.ts';
import { CONFIDENCES } from '../catalog/criteria.ts';
import type { Conversion } from '../catalog/exchange-rate.ts';
import { minorStored } from '../kernel/schemas.ts';
import { isDay } from '../kernel/time.ts';
import type { Attribution } from '../tracking/model.ts';
import { advertiserKeyOf, outcomeKey, publisherKeyOf, sortableMs } from './keys.ts';
import { type Facts, type LateTruth, type OpenOutcome, type Outcome, type Verdict, verdictEntryId } from './model.ts';

/**
 * The stored form of an outcome. It must stay under 1 KB with what its channel adds, since every further write of it costs
 * by the kilobyte; so maps inside have short names, and ids that follow from others are not kept twice: publisher and
 * advertiser are in the index keys (sparse for want of `judgedSort`), the entry's id follows from the outcome's.
 */
const instantMs = z.int().nonnegative();
const seconds = z.int().min(0).max(86_400);
const confidence = z.enum(CONFIDENCES);

const storedFacts = z.object({
  at: instantMs,
  talk: seconds.optional(),
  total: seconds.optional(),
  region: z.string().max(6).optional(),
  conf: confidence,
  who: z.string().optional(),
  target: z.string().optional(),
  bid: minorStored.optional(),
  cap: z.enum(['reserved', 'over', 'none']),
  un: z.literal(true).optional(),
  said: answersShape.optional(),
});

const storedVisit = z.object({
  id: z.string(),
  at: instantMs,
  url: z.string().optional(),
  ref: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
});

const storedOutcome = z.object({
  pk: z.string().startsWith('OUT#'),
  state: z.enum(['open', 'qualified', 'rejected']),
  model: z.enum(['call', 'lead', 'appointment']),
  publisherKey: z.string().startsWith('PUB#'),
  advertiserKey: z.string().startsWith('ADV#'),
  offerId: z.string(),
  /** Offer version, deal version. */
  terms: z.tuple([z.int(), z.int()]),
  openedAtMs: instantMs,
  conf: confidence,
  visit: storedVisit.optional(),
  source: z.string().optional(),
  setter: z.string().optional(),
  masked: z.string().optional(),
  facts: storedFacts.optional(),
  /** Facts that came to light after the verdict, and their revision. */
  truth: z.object({ f: storedFacts, n: z.int().positive() }).optional(),
  judgedSort: z
    .string()
    .regex(/^\d{15}$/)
    .optional(),
  marks: z.object({ h: z.string(), s: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])) }).optional(),
  /** The question that a rejected outcome failed by. */
  why: z.string().max(20).optional(),
  payableDay: z.string().refine(isDay).optional(),
  chargeMinor: minorStored.optional(),
  payoutMinor: minorStored.optional(),
  currency: z.string().optional(),
  /** Which refused outcome it came in the place of. */
  repl: z.string().optional(),
  /** Currency, rate and day of the conversion. */
  fx: z.tuple([z.string().length(3), z.string(), z.string().refine(isDay)]).optional(),
});
type Stored = z.output<typeof storedOutcome>;

const visitItem = ({ visit }: Attribution) =>
  visit && { id: visit.visitId, at: visit.atMs, url: visit.url, ref: visit.referrer, params: visit.params };

/** The item of an outcome as it is opened. */
export const openItem = (outcome: OpenOutcome) => ({
  ...outcomeKey(outcome.outcomeId),
  state: 'open',
  model: outcome.model,
  publisherKey: publisherKeyOf(outcome.terms.publisherId),
  advertiserKey: advertiserKeyOf(outcome.advertiserId),
  offerId: outcome.terms.offerId,
  terms: [outcome.terms.offerVersion, outcome.terms.dealVersion],
  openedAtMs: outcome.openedAtMs,
  conf: outcome.attribution.confidence,
  visit: visitItem(outcome.attribution),
  source: outcome.attribution.source,
  setter: outcome.attribution.setterId,
  masked: outcome.contactMasked,
});

/** The `facts` attribute; throws a zod error for facts that no outcome can have (negative or absurd durations). */
export const factsItem = (facts: Facts): z.output<typeof storedFacts> =>
  storedFacts.parse({
    at: facts.startedAtMs,
    talk: facts.talkSeconds,
    total: facts.totalSeconds,
    region: facts.region,
    conf: facts.confidence,
    who: facts.personHash,
    target: facts.targetId,
    bid: facts.bidMinor,
    cap: facts.capacity,
    un: facts.untaken,
    said: facts.answers,
  });

/** The `truth` attribute. */
export const truthItem = ({ facts, revision }: LateTruth): NonNullable<Stored['truth']> => ({
  f: factsItem(facts),
  n: revision,
});

const fxItem = ({ currency, rate, day }: Conversion): [string, string, string] => [currency, rate, day];

/** The attributes a verdict adds. */
export const verdictItem = ({ state, judgedAtMs, marks, failed, booking }: Verdict) => ({
  state,
  judgedSort: sortableMs(judgedAtMs),
  marks: { h: marks.held, s: marks.seen },
  why: failed,
  ...(booking && {
    payableDay: booking.posting.payableDay,
    chargeMinor: booking.worth.chargeMinor,
    payoutMinor: booking.worth.payoutMinor,
    currency: booking.worth.currency,
    fx: booking.worth.conversion && fxItem(booking.worth.conversion),
    repl: booking.replaces,
  }),
});

const factsOf = (stored: NonNullable<Stored['facts']>): Facts => ({
  startedAtMs: stored.at,
  talkSeconds: stored.talk,
  totalSeconds: stored.total,
  region: stored.region,
  confidence: stored.conf,
  personHash: stored.who,
  targetId: stored.target,
  bidMinor: stored.bid,
  capacity: stored.cap,
  untaken: stored.un,
  answers: stored.said,
});

function verdictOf(stored: Stored, outcomeId: string, publisherId: string): Verdict | undefined {
  const { state, judgedSort, marks, why, payableDay, chargeMinor, payoutMinor, currency, fx, repl } = stored;
  if (state === 'open' || judgedSort === undefined || marks === undefined) return undefined;
  const judged = { held: marks.h, seen: marks.s };
  const verdict = { state, judgedAtMs: Number(judgedSort), marks: judged, ...(why && { failed: why }) };
  if (!payableDay || chargeMinor === undefined || payoutMinor === undefined || !currency) return verdict;
  const posting = { publisherId, payableDay, entryId: verdictEntryId(outcomeId) };
  const conversion = fx && { currency: fx[0], rate: fx[1], day: fx[2] };
  const worth = { chargeMinor, payoutMinor, currency, ...(conversion && { conversion }) };
  return { ...verdict, booking: { posting, worth, ...(repl !== undefined && { replaces: repl }) } };
}

function attributionOf({ conf, visit, source, setter }: Stored): Attribution {
  const found = visit && {
    visitId: visit.id,
    atMs: visit.at,
    url: visit.url,
    referrer: visit.ref,
    params: visit.params,
  };
  return { confidence: conf, visit: found, source, ...(setter !== undefined && { setterId: setter }) };
}

/** Parses a stored outcome; throws a zod error for an item that no version of this code wrote. */
export function outcomeOf(item: unknown): Outcome {
  const stored = storedOutcome.parse(item);
  const outcomeId = stored.pk.slice('OUT#'.length);
  const publisherId = stored.publisherKey.slice('PUB#'.length);
  const [offerVersion, dealVersion] = stored.terms;
  return {
    outcomeId,
    model: stored.model,
    advertiserId: stored.advertiserKey.slice('ADV#'.length),
    terms: { offerId: stored.offerId, offerVersion, publisherId, dealVersion },
    openedAtMs: stored.openedAtMs,
    attribution: attributionOf(stored),
    contactMasked: stored.masked,
    state: stored.state,
    facts: stored.facts && factsOf(stored.facts),
    verdict: verdictOf(stored, outcomeId, publisherId),
    ...(stored.truth && { late: { facts: factsOf(stored.truth.f), revision: stored.truth.n } }),
  };
}
