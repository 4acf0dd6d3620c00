import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { BECAUSE, type OutcomeFact, type Place, type Traits } from './model.ts';

/** Items of table `outcomes` as reporting reads them: what others store of outcomes, in their own words. */

const owner = (prefix: string) =>
  z
    .string()
    .startsWith(prefix)
    .transform((key) => key.slice(prefix.length));

const outcomeItem = z.object({
  pk: owner('OUT#'),
  model: z.string(),
  publisherKey: owner('PUB#'),
  advertiserKey: owner('ADV#'),
  offerId: z.string(),
  source: z.string().optional(),
  setter: z.string().optional(),
  visit: z.object({ params: z.record(z.string(), z.string()).optional() }).optional(),
  facts: z.object({
    region: z.string().optional(),
    target: z.string().optional(),
    talk: z.int().optional(),
    said: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  }),
  state: z.enum(['qualified', 'rejected']),
  why: z.string().optional(),
  judgedSort: z.string().regex(/^\d{15}$/),
  chargeMinor: minorStored.optional(),
  payoutMinor: minorStored.optional(),
  currency: z.string().optional(),
  /** When the person was erased: with them went the visit, and what it said of the campaign. */
  gone: z.int().optional(),
});

const correctionItem = z.object({
  outcomeId: z.string(),
  causeId: z.string(),
  kind: z.enum(BECAUSE),
  chargeMinor: minorStored,
  payoutMinor: minorStored,
  currency: z.string(),
  atMs: z.int(),
});

const reportItem = z.object({
  pk: owner('OUT#'),
  result: z.enum(['sold', 'unsold', 'bad']),
  saleMinor: minorStored.optional(),
  revision: z.int(),
});

/** A lead that was delivered or fetched, once somebody spoke or wrote to the person. Older items don't say what it is counted from. */
const touchItem = z.object({
  pk: owner('OUT#'),
  touchFromMs: z.int().optional(),
  deliveredAtMs: z.int().optional(),
  firstTouchAtMs: z.int(),
});

const MAX_LETTERS = 60;

const shortened = (text: string | undefined): string | undefined => text?.slice(0, MAX_LETTERS);

/** What the landing page's address says of where its visitor came from. */
export const campaignOf = (
  params: Readonly<Record<string, string>> | undefined,
): Pick<Place, 'campaign' | 'medium' | 'term' | 'content'> => ({
  campaign: shortened(params?.utm_campaign),
  medium: shortened(params?.utm_medium),
  term: shortened(params?.utm_term),
  content: shortened(params?.utm_content),
});

/** A number that stands for a source names it; else the landing page does. */
export const sourceOf = (named: string | undefined, params: Readonly<Record<string, string>> | undefined): string =>
  (named ?? params?.utm_source ?? 'unknown').slice(0, MAX_LETTERS);

function traitsOf(item: z.output<typeof outcomeItem>): Traits {
  const params = item.visit?.params;
  return {
    outcomeId: item.pk,
    offerId: item.offerId,
    advertiserId: item.advertiserKey,
    publisherId: item.publisherKey,
    model: item.model,
    source: sourceOf(item.source, params),
    setterId: item.setter,
    ...campaignOf(params),
    region: item.facts.region,
    targetId: item.facts.target,
  };
}

const attendanceOf = ({ facts }: z.output<typeof outcomeItem>): string | undefined =>
  typeof facts.said?.attendance === 'string' ? facts.said.attendance : undefined;

type VerdictFact = Extract<OutcomeFact, { kind: 'verdict' }>;

export interface JudgedOutcome {
  readonly traits: Traits;
  readonly verdict: VerdictFact;
  /** It knows no longer what campaign it came from. */
  readonly isErased: boolean;
}

/** A judged outcome: what it is, and its verdict as a fact. @throws a zod error for one that can't be read */
export function judgedOutcome(value: unknown): JudgedOutcome {
  const item = outcomeItem.parse(value);
  const traits = traitsOf(item);
  const verdict: VerdictFact = {
    kind: 'verdict',
    ...traits,
    atMs: Number(item.judgedSort),
    state: item.state,
    failed: item.why,
    talkSeconds: item.facts.talk,
    attendance: item.model === 'appointment' ? attendanceOf(item) : undefined,
    chargeMinor: item.chargeMinor ?? 0n,
    payoutMinor: item.payoutMinor ?? 0n,
    currency: item.currency,
  };
  return { traits, verdict, isErased: item.gone !== undefined };
}

/** A fact that names its outcome only: whoever keeps it looks up the rest. */
export type NamedFact =
  | { readonly kind: 'correction'; readonly item: z.output<typeof correctionItem> }
  | { readonly kind: 'report'; readonly item: z.output<typeof reportItem> }
  | { readonly kind: 'touch'; readonly item: z.output<typeof touchItem> };

export type Told = { readonly kind: 'verdict'; readonly outcome: JudgedOutcome } | NamedFact;

const key = z.object({
  pk: z.string(),
  sk: z.string(),
  judgedSort: z.unknown().optional(),
  firstTouchAtMs: z.unknown().optional(),
});

/**
 * What an item of the table tells; undefined for everything that reports do not count: open outcomes, contacts, lists.
 *
 * @throws a zod error for an item that should be counted and can't be read
 */
export function toldBy(item: Record<string, unknown>): Told | undefined {
  const { pk, sk, judgedSort, firstTouchAtMs } = key.parse(item);
  if (pk.startsWith('OUT#') && sk === 'OUT') {
    return judgedSort === undefined ? undefined : { kind: 'verdict', outcome: judgedOutcome(item) };
  }
  // Each correction is told to both sides; the publisher's copy is the one that counts.
  if (pk.startsWith('CORRECTIONS#PUB#')) return { kind: 'correction', item: correctionItem.parse(item) };
  if (pk.startsWith('OUT#') && sk === 'FEEDBACK') return { kind: 'report', item: reportItem.parse(item) };
  if (pk.startsWith('OUT#') && sk === 'DELIVERY' && firstTouchAtMs !== undefined) {
    return { kind: 'touch', item: touchItem.parse(item) };
  }
  return undefined;
}
