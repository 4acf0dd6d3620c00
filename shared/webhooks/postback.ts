import { z } from 'zod';
import { toDecimal } from '../kernel/money.ts';
import { fromIso, SECOND_MS } from '../kernel/time.ts';

/** Names by which networks carry the id of a click; the first one that the visit has. */
const CLICK_IDS = ['click_id', 'clickid', 'gclid', 'msclkid', 'fbclid', 'ttclid', 'gbraid', 'wbraid'] as const;

const SUBS = ['sub1', 'sub2', 'sub3', 'sub4', 'sub5'] as const;

/** What may stand in braces in a postback's URL, besides `param:<name>`. */
export const MACROS = [
  'event_id',
  'event',
  'at',
  'outcome_id',
  'model',
  'state',
  'offer_id',
  'payout',
  'payout_minor',
  'currency',
  'source',
  'visit_id',
  'click_id',
  ...SUBS,
  'talk_seconds',
  'region',
] as const;
type Macro = (typeof MACROS)[number];

/** An event about an outcome, as its publisher is told of it; whatever else is in it is left aside. */
const told = z.object({
  id: z.string(),
  type: z.string(),
  timestamp: z.string(),
  data: z.object({
    outcomeId: z.string().optional(),
    model: z.string().optional(),
    state: z.string().optional(),
    offerId: z.string().optional(),
    payoutMinor: z.int().optional(),
    amountMinor: z.int().optional(),
    currency: z.string().optional(),
    source: z.string().optional(),
    visitId: z.string().optional(),
    params: z.record(z.string(), z.string()).default({}),
    talkSeconds: z.int().optional(),
    region: z.string().optional(),
  }),
});

/** The words of an event, by macro; what an event does not have is empty. */
export function macrosOf(body: unknown): (macro: string) => string {
  const { id, type, timestamp, data } = told.parse(body);
  const { params, currency } = data;
  // A correction has an amount of its own: what the publisher's payout changes by.
  const payoutMinor = data.payoutMinor ?? data.amountMinor ?? 0;
  const words: Record<Macro, string | number | undefined> = {
    event_id: id,
    event: type,
    at: Math.floor(fromIso(timestamp) / SECOND_MS),
    outcome_id: data.outcomeId,
    model: data.model,
    state: data.state,
    offer_id: data.offerId,
    payout: currency && toDecimal(BigInt(payoutMinor), currency),
    payout_minor: payoutMinor,
    currency,
    source: data.source,
    visit_id: data.visitId,
    click_id: CLICK_IDS.map((name) => params[name]).find((value) => value !== undefined),
    sub1: params.sub1,
    sub2: params.sub2,
    sub3: params.sub3,
    sub4: params.sub4,
    sub5: params.sub5,
    talk_seconds: data.talkSeconds,
    region: data.region,
  };
  return (macro) =>
    macro.startsWith(PARAM) ? ownWord(params, macro.slice(PARAM.length)) : String(ownWord(words, macro));
}

/** Only what the event says: `constructor` and the like are in every object, and no words. */
const ownWord = <T>(words: Readonly<Record<string, T>>, name: string): T | '' =>
  (Object.hasOwn(words, name) ? words[name] : undefined) ?? '';

const PARAM = 'param:';
