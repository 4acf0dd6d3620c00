import { z } from 'zod';

/** What webhooks are told, type by type. Fields of one side are absent for the other, as everywhere in the API. */

const text = z.string();
const minor = z.int().meta({ description: 'Whole minor units (cents)' });
const instant = z.string().meta({ format: 'date-time' });
const day = z.string().meta({ format: 'date' });
const advertiserOnly = 'Not told to publishers';
const publisherOnly = 'Not told to advertisers';

const outcome = {
  outcomeId: text,
  model: text.meta({ description: '`call`, `lead` or `appointment`' }),
  offerId: text,
  publisherId: text,
  advertiserId: text.optional().meta({ description: advertiserOnly }),
  openedAt: instant,
  confidence: text.meta({ description: 'How sure we are which visit brought it' }),
  source: text.optional(),
  contactMasked: text.optional().meta({ description: advertiserOnly, example: '…0142' }),
  visitId: text.optional().meta({ description: publisherOnly }),
  params: z
    .record(text, text)
    .optional()
    .meta({ description: `Campaign parameters of the visit. ${publisherOnly}` }),
};

const opened = z.strictObject({ ...outcome, state: z.literal('open') });

const judged = {
  ...outcome,
  judgedAt: instant,
  talkSeconds: z.int().optional(),
  region: text.optional().meta({ example: 'US-IL' }),
  targetId: text.optional().meta({ description: advertiserOnly }),
};

const qualified = z.strictObject({
  ...judged,
  state: z.literal('qualified'),
  payableDay: day.optional(),
  chargeMinor: minor.optional().meta({ description: advertiserOnly }),
  payoutMinor: minor.optional().meta({ description: publisherOnly }),
  currency: text.optional(),
  replaces: text.optional().meta({ description: 'A refused outcome in whose place it came: it costs nothing' }),
});

const rejected = z.strictObject({ ...judged, state: z.literal('rejected') });

const money = {
  entryId: text.meta({ description: 'The journal entry' }),
  amountMinor: minor.meta({
    description: 'A publisher’s: what it is owed by this entry. An advertiser’s: what it is charged. Negative is back',
  }),
  currency: text,
  reason: text,
};

const adjusted = z.strictObject({
  ...money,
  outcomeId: text.optional().meta({ description: 'Absent for a correction that concerns no single outcome' }),
  offerId: text.optional(),
  reverses: text.optional().meta({ description: 'The entry that this one takes back' }),
  payableDay: day,
});

const dispute = z.strictObject({
  disputeId: text,
  outcomeId: text,
  offerId: text,
  state: text,
  reason: text,
  by: text.meta({ description: '`advertiser`, `publisher`, `operator`, or `rules` where nobody answered in time' }),
  note: text,
  answerBy: instant.optional(),
  currency: text,
  claimedMinor: minor.meta({
    description: 'Of your side: charge for advertisers and the network, payout for publishers',
  }),
  grantedMinor: minor.optional(),
});

const replacement = z.strictObject({
  outcomeId: text.meta({ description: 'What was refused: it stays charged and paid' }),
  offerId: text,
  publisherId: text,
  reason: text,
  deliverableUntil: day,
  byOutcomeId: text.optional().meta({ description: 'What came in its place' }),
});

const paid = z.strictObject({ ...money, runId: text.optional() });
const booked = z.strictObject(money);

const statement = z.strictObject({
  runId: text,
  fromDay: day,
  toDay: day,
  currency: text,
  totalMinor: minor,
  payMinor: minor.meta({ description: 'Paid once the run is approved' }),
  carriedOutMinor: minor,
  decision: text.meta({ description: '`pay`, `carry` or `nothing`' }),
  carryReason: text.optional(),
});

const run = z.strictObject({
  runId: text,
  state: text,
  toDay: day,
  totals: z.array(
    z.strictObject({ currency: text, paidLines: z.int(), carriedLines: z.int(), payMinor: minor, carriedMinor: minor }),
  ),
  stoppedBecause: text.optional(),
});

const paper = z.strictObject({
  number: text,
  month: text,
  currency: text,
  netMinor: minor,
  taxMinor: minor,
  totalMinor: minor,
  corrects: text.optional(),
});

const pausedWebhook = z.strictObject({
  webhookId: text,
  name: text,
  because: text.meta({ description: '`failing`: it took nothing for three days; `gone`: it answered 410' }),
});

const pausedTarget = z.strictObject({
  targetId: text,
  offerId: text,
  advertiserId: text,
  unansweredInHour: z.int(),
  unansweredInDay: z.int(),
});

const test = z.strictObject({ webhookId: text, text });

type Audience = 'advertiser' | 'publisher' | 'network';

const entry = (summary: string, to: readonly Audience[], data: z.ZodType) => ({ summary, to, data });

const everybody = ['advertiser', 'publisher', 'network'] as const;
const disputeTo = (summary: string) => entry(summary, everybody, dispute);
const runTo = (summary: string) => entry(summary, ['network'], run);

/** Every type there is, who is told of it, and what. A type never changes its meaning; fields may be added. */
export const EVENT_TYPES = {
  'outcome.opened': entry('A call, lead or appointment has begun, its terms frozen', everybody, opened),
  'outcome.qualified': entry('It met the criteria: charged and owed', everybody, qualified),
  'outcome.rejected': entry('It did not meet the criteria', everybody, rejected),
  'outcome.adjusted': entry('A correction was booked: a dispute, a bonus, a reversal', everybody, adjusted),
  'dispute.opened': disputeTo('The advertiser disputes an outcome'),
  'dispute.contested': disputeTo('The publisher contests the dispute'),
  'dispute.accepted': disputeTo('All of the claim is granted'),
  'dispute.partly-accepted': disputeTo('A part of the claim is granted'),
  'dispute.rejected': disputeTo('The claim is refused'),
  'dispute.withdrawn': disputeTo('The advertiser took the dispute back'),
  'replacement.owed': entry('The advertiser refused an outcome for another one', everybody, replacement),
  'replacement.delivered': entry('Another one came in its place, at no charge', everybody, replacement),
  'replacement.lapsed': entry('None came in time: its charge is given back', everybody, replacement),
  'statement.drawn': entry('Your line in a payout run stands, for finance to approve', ['publisher'], statement),
  'payout.paid': entry('A payment is on its way', ['publisher', 'network'], paid),
  'payout.returned': entry('A payment came back from the bank', ['publisher', 'network'], paid),
  'reserve.changed': entry('A share was kept back, or given back', ['publisher'], booked),
  'payout-run.drawn': runTo('Every line of a run stands: it can be approved'),
  'payout-run.stopped': runTo('A past period no longer agrees with its line: a person must look'),
  'payout-run.approved': runTo('A second person approved the run'),
  'payout-run.issued': runTo('The payment files are there'),
  'payout-run.cancelled': runTo('The run was given up'),
  'deposit.received': entry('A deposit was booked', ['advertiser', 'network'], booked),
  'invoice.issued': entry('The invoice of a month is there', ['advertiser', 'network'], paper),
  'credit-note.issued': entry('A credit note corrects an invoice', ['advertiser', 'network'], paper),
  'target.paused': entry(
    'Too many dials of a target were not answered: it gets no calls for the rest of the hour or day',
    ['advertiser', 'network'],
    pausedTarget,
  ),
  'webhook.paused': entry('A webhook took nothing for three days, or is gone', everybody, pausedWebhook),
  'webhook.test': entry('You asked for it', everybody, test),
} as const;

export type EventType = keyof typeof EVENT_TYPES;

/** An event as it is sent. */
export const eventBody = (type: EventType) =>
  z.strictObject({
    id: text.meta({ description: 'Also the header `webhook-id`: the same for every try and replay' }),
    type: z.literal(type),
    timestamp: instant.meta({ description: 'When it happened' }),
    data: EVENT_TYPES[type].data,
  });
