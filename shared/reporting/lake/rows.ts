import { z } from 'zod';
import { minorStored } from '../../kernel/schemas.ts';
import { judgedOutcome } from '../contract.ts';
import type { Fact, Place } from '../model.ts';
import type { Row } from './model.ts';

const placeColumns = (place: Place) => ({
  offer_id: place.offerId,
  advertiser_id: place.advertiserId,
  publisher_id: place.publisherId,
  model: place.model,
  source: place.source,
  setter_id: place.setterId,
  campaign: place.campaign,
  medium: place.medium,
  term: place.term,
  content: place.content,
  region: place.region,
  target_id: place.targetId,
});

type Every = { readonly [K in Fact extends infer F ? (F extends Fact ? keyof F : never) : never]?: unknown };

export function factRow(fact: Fact): Row<'facts'> {
  const any: Every = fact;
  return {
    kind: fact.kind,
    at_ms: fact.atMs,
    outcome_id: any.outcomeId,
    ...placeColumns(fact),
    state: any.state,
    failed: any.failed,
    talk_seconds: any.talkSeconds,
    response_seconds: any.responseSeconds,
    attendance: any.attendance,
    cause_id: any.causeId,
    because: any.because,
    result: any.result,
    got: any.got,
    visits: any.visits,
    charge_minor: any.chargeMinor,
    payout_minor: any.payoutMinor,
    sale_minor: any.saleMinor,
    currency: any.currency,
  };
}

/** What the verdict froze, besides what reports read of an outcome. */
const frozen = z.object({
  terms: z.tuple([z.int(), z.int()]),
  openedAtMs: z.int(),
  conf: z.string(),
  facts: z.object({ total: z.int().optional() }),
  payableDay: z.string().optional(),
});

/** @throws a zod error for an outcome that can't be read */
export function outcomeRow(item: unknown): Row<'outcomes'> {
  const { traits, verdict } = judgedOutcome(item);
  const { terms, openedAtMs, conf, facts, payableDay } = frozen.parse(item);
  return {
    outcome_id: traits.outcomeId,
    ...placeColumns(traits),
    offer_version: terms[0],
    deal_version: terms[1],
    confidence: conf,
    opened_at_ms: openedAtMs,
    judged_at_ms: verdict.atMs,
    state: verdict.state,
    failed: verdict.failed,
    talk_seconds: verdict.talkSeconds,
    total_seconds: facts.total,
    payable_day: payableDay,
    charge_minor: verdict.chargeMinor,
    payout_minor: verdict.payoutMinor,
    currency: verdict.currency,
  };
}

/** An entry as the books of account keep it (shared/billing). */
const booked = z.object({
  sk: z.string(),
  publisherId: z.string().optional(),
  kind: z.string(),
  payableDay: z.string(),
  at: z.int(),
  outcomeId: z.string().optional(),
  offerId: z.string().optional(),
  reverses: z.string().optional(),
  postings: z.array(z.object({ a: z.string(), m: minorStored, c: z.string() })),
});

/** @throws a zod error for an entry that can't be read */
export function entryRow(item: unknown): Row<'entries'> {
  const { sk, at, postings, ...entry } = booked.parse(item);
  return {
    entry_id: sk.slice(sk.indexOf('#') + 1),
    kind: entry.kind,
    publisher_id: entry.publisherId,
    outcome_id: entry.outcomeId,
    offer_id: entry.offerId,
    payable_day: entry.payableDay,
    booked_at_ms: at,
    reverses: entry.reverses,
    postings: postings.map(({ a, m, c }) => ({ account: a, amount_minor: m, currency: c })),
  };
}

/** One line of JSON; amounts as whole numbers. */
export const lineOf = (row: object): string =>
  `${JSON.stringify(row, (_key, value) => (typeof value === 'bigint' ? Number(value) : value))}\n`;
