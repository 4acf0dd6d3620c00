import { z } from 'zod';
import {
  adjusted,
  booked,
  dispute,
  instant,
  joinAsked,
  joinDecided,
  opened,
  paid,
  paper,
  pausedTarget,
  pausedWebhook,
  poolLow,
  qualified,
  readyReport,
  rejected,
  replacement,
  run,
  statement,
  test,
  text,
} from './event-data.ts';

/** What webhooks are told, type by type. */

type Audience = 'advertiser' | 'publisher' | 'network';

const entry = (summary: string, to: readonly Audience[], data: z.ZodType) => ({ summary, to, data });

const everybody = ['advertiser', 'publisher', 'network'] as const;
const disputeTo = (summary: string, state: string, by: string, note: string) =>
  entry(summary, everybody, dispute({ state, by, note }));
const runTo = (summary: string, state: string) => entry(summary, ['network'], run(state));

/** Every type there is, who is told of it, and what. A type never changes its meaning; fields may be added. */
export const EVENT_TYPES = {
  'outcome.opened': entry('A call, lead or appointment has begun, its terms frozen', everybody, opened),
  'outcome.qualified': entry('It met the criteria: charged and owed', everybody, qualified),
  'outcome.rejected': entry('It did not meet the criteria', everybody, rejected),
  'outcome.adjusted': entry('A correction was booked: a dispute, a bonus, a reversal', everybody, adjusted),
  'dispute.opened': disputeTo(
    'A side disputes an outcome: the advertiser its charge, the publisher a rejection or a credit',
    'open',
    'advertiser',
    'The caller wanted a plumber.',
  ),
  'dispute.contested': disputeTo(
    'The other side disagrees',
    'contested',
    'publisher',
    'He asked for a roofer: listen from 0:20.',
  ),
  'dispute.accepted': disputeTo('All of the claim is granted', 'accepted', 'operator', 'He asked for pipes.'),
  'dispute.partly-accepted': disputeTo(
    'A part of the claim is granted',
    'partly-accepted',
    'operator',
    'Half of the talk was on hold.',
  ),
  'dispute.rejected': disputeTo('The claim is refused', 'rejected', 'operator', 'He asked for a roofer.'),
  'dispute.withdrawn': disputeTo(
    'Whoever opened it took it back',
    'withdrawn',
    'advertiser',
    'He called back and bought.',
  ),
  'replacement.owed': entry('The advertiser refused an outcome for another one', everybody, replacement),
  'replacement.delivered': entry('Another one came in its place, at no charge', everybody, replacement),
  'replacement.lapsed': entry('None came in time: its charge is given back', everybody, replacement),
  'join-request.created': entry('A publisher asks to join an offer', everybody, joinAsked),
  'join-request.decided': entry('It was let in, or not', everybody, joinDecided),
  'statement.drawn': entry('Your line in a payout run stands, for finance to approve', ['publisher'], statement),
  'payout.paid': entry(
    'A payment is on its way',
    ['publisher', 'network'],
    paid('paid in run_weekly_2026-03-15', -114_000),
  ),
  'payout.returned': entry(
    'A payment came back from the bank',
    ['publisher', 'network'],
    paid('R03: no account', 114_000),
  ),
  'reserve.changed': entry('A share was kept back, or given back', ['publisher'], booked('kept back', -11_400)),
  'payout-run.drawn': runTo('Every line of a run stands: it can be approved', 'drawn'),
  'payout-run.stopped': runTo('A past period no longer agrees with its line: a person must look', 'stopped'),
  'payout-run.approved': runTo('A second person approved the run', 'approved'),
  'payout-run.issued': runTo('The payment files are there', 'issued'),
  'payout-run.cancelled': runTo('The run was given up', 'cancelled'),
  'deposit.received': entry(
    'A deposit was booked',
    ['advertiser', 'network'],
    booked('bank transfer of 2 March', -500_000),
  ),
  'invoice.issued': entry(
    'The invoice of a month is there',
    ['advertiser', 'network'],
    paper('INV-2026-000001', 152_000),
  ),
  'credit-note.issued': entry(
    'A credit note corrects an invoice',
    ['advertiser', 'network'],
    paper('CN-2026-000001', -2_000),
  ),
  'target.paused': entry(
    'Too many dials of a target were not answered: it gets no calls for the rest of the hour or day',
    ['advertiser', 'network'],
    pausedTarget,
  ),
  'pool.low': entry(
    'A pool is too small for its visits: more than one in a hundred fared badly; once a day',
    ['publisher', 'network'],
    poolLow,
  ),
  'report.ready': entry('A scheduled report is there, as HTML and as text', everybody, readyReport),
  'webhook.paused': entry('A webhook took nothing for three days, or is gone', everybody, pausedWebhook),
  'webhook.test': entry('You asked for it', everybody, test),
} as const;

export type EventType = keyof typeof EVENT_TYPES;
export const EVENT_NAMES = Object.keys(EVENT_TYPES) as [EventType, ...EventType[]];

/** An event as it is sent. */
export const eventBody = (type: EventType) =>
  z.strictObject({
    id: text.meta({
      description: 'Also the header `webhook-id`: the same for every try and replay',
      example: 'evt_7iw9',
    }),
    type: z.literal(type),
    timestamp: instant.meta({ description: 'When it happened' }),
    data: EVENT_TYPES[type].data,
  });
