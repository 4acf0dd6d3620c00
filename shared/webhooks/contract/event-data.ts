import { z } from 'zod';

/** What the data of events holds. Fields of one side are absent for the other, as everywhere in the API. */

export const text = z.string();
const minor = z.int().meta({ description: 'Whole minor units (cents)' });
export const instant = z.string().meta({ format: 'date-time' });
const day = z.string().meta({ format: 'date' });
const advertiserOnly = 'Not told to publishers';
const publisherOnly = 'Not told to advertisers';

const outcome = {
  outcomeId: text,
  model: text.meta({ description: '`call`, `lead` or `appointment`', example: 'call' }),
  offerId: text,
  publisherId: text,
  advertiserId: text.optional().meta({ description: advertiserOnly }),
  openedAt: instant,
  confidence: text.meta({ description: 'How sure we are which visit brought it', example: 'exact' }),
  source: text.optional(),
  contactMasked: text.optional().meta({ description: advertiserOnly, example: '…0142' }),
  visitId: text.optional().meta({ description: publisherOnly }),
  params: z
    .record(text, text)
    .optional()
    .meta({
      description: `Campaign parameters of the visit. ${publisherOnly}`,
      example: { utm_source: 'google', utm_campaign: 'roofs' },
    }),
};

export const opened = z.strictObject({ ...outcome, state: z.literal('open') });

const judged = {
  ...outcome,
  judgedAt: instant,
  talkSeconds: z.int().optional(),
  region: text.optional().meta({ example: 'US-IL' }),
  targetId: text.optional().meta({ description: advertiserOnly }),
};

export const qualified = z.strictObject({
  ...judged,
  state: z.literal('qualified'),
  payableDay: day.optional(),
  chargeMinor: minor.optional().meta({ description: advertiserOnly }),
  payoutMinor: minor.optional().meta({ description: publisherOnly }),
  currency: text.optional(),
  replaces: text.optional().meta({ description: 'A refused outcome in whose place it came: it costs nothing' }),
});

export const rejected = z.strictObject({ ...judged, state: z.literal('rejected') });

const money = (example: { readonly reason: string; readonly amountMinor: number }) => ({
  entryId: text.meta({ description: 'The journal entry' }),
  amountMinor: minor.meta({
    description: 'A publisher’s: what it is owed by this entry. An advertiser’s: what it is charged. Negative is back',
    example: example.amountMinor,
  }),
  currency: text,
  reason: text.meta({ example: example.reason }),
});

export const adjusted = z.strictObject({
  ...money({ reason: 'Half of it: the caller hung up on hold', amountMinor: -1_500 }),
  outcomeId: text.optional().meta({ description: 'Absent for a correction that concerns no single outcome' }),
  offerId: text.optional(),
  reverses: text.optional().meta({ description: 'The entry that this one takes back' }),
  payableDay: day,
});

export const dispute = (example: { readonly state: string; readonly by: string; readonly note: string }) =>
  z.strictObject({
    disputeId: text,
    openedBy: text.meta({
      description: '`advertiser`, or `publisher` where it disputes a rejection or a credit',
      example: 'advertiser',
    }),
    outcomeId: text,
    offerId: text,
    state: text.meta({ example: example.state }),
    reason: text.meta({ example: 'wrong-service' }),
    by: text.meta({
      description: '`advertiser`, `publisher`, `operator`, or `rules` where nobody acted in time',
      example: example.by,
    }),
    note: text.meta({ example: example.note }),
    answerBy: instant.optional(),
    currency: text,
    claimedMinor: minor.meta({
      description: 'Of your side: charge for advertisers and the network, payout for publishers',
      example: 4_000,
    }),
    grantedMinor: minor.optional(),
  });

export const replacement = z.strictObject({
  outcomeId: text.meta({ description: 'What was refused: it stays charged and paid' }),
  offerId: text,
  publisherId: text,
  reason: text.meta({ example: 'nobody came, three calls unanswered' }),
  deliverableUntil: day.meta({ example: '2026-04-16' }),
  byOutcomeId: text.optional().meta({ description: 'What came in its place' }),
});

export const paid = (reason: string, amountMinor: number) =>
  z.strictObject({ ...money({ reason, amountMinor }), runId: text.optional() });
export const booked = (reason: string, amountMinor: number) => z.strictObject(money({ reason, amountMinor }));

export const statement = z.strictObject({
  runId: text,
  fromDay: day,
  toDay: day,
  currency: text,
  totalMinor: minor,
  payMinor: minor.meta({ description: 'Paid once the run is approved' }),
  carriedOutMinor: minor,
  decision: text.meta({ description: '`pay`, `carry` or `nothing`', example: 'pay' }),
  carryReason: text.optional(),
});

export const run = (state: string) =>
  z.strictObject({
    runId: text,
    state: text.meta({ example: state }),
    toDay: day,
    totals: z.array(
      z.strictObject({
        currency: text,
        paidLines: z.int(),
        carriedLines: z.int(),
        payMinor: minor,
        carriedMinor: minor,
      }),
    ),
    stoppedBecause: text.optional(),
  });

export const paper = (number: string, totalMinor: number) =>
  z.strictObject({
    number: text.meta({ example: number }),
    month: text,
    currency: text,
    netMinor: minor.meta({ example: totalMinor }),
    taxMinor: minor,
    totalMinor: minor.meta({ example: totalMinor }),
    corrects: text.optional(),
  });

export const readyReport = z.strictObject({
  scheduleId: text,
  name: text.meta({ example: 'Yesterday' }),
  from: day.meta({ example: '2026-03-02' }),
  to: day.meta({ description: 'Included', example: '2026-03-02' }),
  htmlUrl: text.meta({
    format: 'uri',
    description: 'E-mail-ready: pass it on as it is',
    example: 'https://api.example/reports/eyJzIjoiaHRtbCJ9.c2lnbmVk',
  }),
  textUrl: text.meta({
    format: 'uri',
    example: 'https://api.example/reports/eyJzIjoidGV4dCJ9.c2lnbmVk',
  }),
  expiresAt: instant.meta({ description: 'Until when the links are good', example: '2026-04-02T12:00:00.000Z' }),
});

export const pausedWebhook = z.strictObject({
  webhookId: text,
  name: text.meta({ example: 'CRM' }),
  because: text.meta({
    description: '`failing`: it took nothing for three days; `gone`: it answered 410',
    example: 'failing',
  }),
});

export const pausedTarget = z.strictObject({
  targetId: text,
  offerId: text,
  advertiserId: text,
  unansweredInHour: z.int().meta({ example: 3 }),
  unansweredInDay: z.int().meta({ example: 4 }),
});

export const joinAsked = z.strictObject({
  joinRequestId: text,
  offerId: text,
  publisherId: text,
  state: text.meta({ example: 'asked' }),
  version: z.int().meta({ description: 'What a decision names by `If-Match`, in quotes', example: 1 }),
  note: text.meta({ example: 'We rank first for roof repair in Springfield.' }),
});

export const joinDecided = z.strictObject({
  joinRequestId: text,
  offerId: text,
  publisherId: text,
  state: text.meta({ description: '`approved` or `declined`', example: 'approved' }),
  version: z.int().meta({ example: 2 }),
  by: text.meta({ description: '`advertiser` or `operator`', example: 'advertiser' }),
  reason: text.optional(),
});

export const poolLow = z.strictObject({
  poolId: text,
  publisherId: text,
  offerId: text,
  name: text.meta({ example: 'Roofs, Springfield' }),
  day,
  numbers: z.int().meta({ description: 'In the pool now', example: 22 }),
  addNumbers: z
    .int()
    .meta({ description: 'How many more it takes so that one visit in a thousand fares badly', example: 14 }),
  fallbacks: z.int().meta({ description: 'Visits of the last day that found every number held', example: 31 }),
  early: z.int().meta({
    description: 'Visits that got a number that another still held, or may still have been dialling',
    example: 9,
  }),
});

export const test = z.strictObject({ webhookId: text, text: text.meta({ example: 'You asked for this event.' }) });
