import { z } from 'zod';
import { id, isoInstant, minorOut, nonNegativeMinorIn, pageOf, pageQuery, positiveMinorIn } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';
import { DISPUTE_REASONS, DISPUTE_STATES } from './model.ts';

const tag = 'Disputes';

const evidence = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1).max(2_000) }),
      z.strictObject({ kind: z.literal('link'), url: z.url({ protocol: /^https$/ }).max(500) }),
    ]),
  )
  .max(10);

const note = z.string().trim().min(1, 'is needed').max(1_000).meta({ description: 'Shown to both sides' });

const claim = z.strictObject({
  chargeMinor: minorOut.optional().meta({ description: 'Back to the advertiser; not shown to publishers' }),
  payoutMinor: minorOut.optional().meta({ description: 'Back from the publisher; not shown to advertisers' }),
});

export const disputeView = z
  .strictObject({
    disputeId: z.string(),
    outcomeId: z.string(),
    offerId: z.string(),
    publisherId: z.string(),
    advertiserId: z.string().optional().meta({ description: 'Not shown to publishers' }),
    reason: z.enum(DISPUTE_REASONS),
    state: z.enum(DISPUTE_STATES),
    currency: z.string(),
    claim,
    granted: claim.optional().meta({ description: 'Present once it is accepted, wholly or in part' }),
    answerBy: isoInstant.optional().meta({ description: 'Unanswered by then, the offer’s rules decide' }),
    settledAt: isoInstant.optional().meta({ description: 'Present once its money is booked' }),
    steps: z.array(
      z.strictObject({
        state: z.enum(DISPUTE_STATES),
        at: isoInstant,
        by: z.enum(['advertiser', 'publisher', 'operator', 'rules']),
        note: z.string().meta({ example: 'The caller wanted a plumber.' }),
        evidence: z
          .array(
            z.union([
              z.strictObject({ kind: z.literal('text'), text: z.string() }),
              z.strictObject({ kind: z.literal('link'), url: z.string() }),
            ]),
          )
          .optional(),
      }),
    ),
  })
  .meta({ id: 'Dispute' });

const disputePath = z.strictObject({ disputeId: id });

export const openDispute = defineRoute({
  operationId: 'openDispute',
  method: 'POST',
  path: '/v1/disputes',
  summary: 'Dispute an outcome that was charged',
  description:
    'Once for each outcome, within the window that the outcome states. The offer’s rules may decide it at once; otherwise the publisher answers and the network decides.',
  tag,
  scope: 'disputes:write',
  roles: ['advertiser'],
  body: z
    .strictObject({
      outcomeId: id,
      reason: z.enum(DISPUTE_REASONS),
      note,
      evidence: evidence.default([]),
      claimMinor: positiveMinorIn.optional().meta({ description: 'All of the charge when absent' }),
    })
    .meta({
      id: 'NewDispute',
      example: {
        outcomeId: 'call_8x0cq2',
        reason: 'wrong-service',
        note: 'The caller wanted a plumber.',
        evidence: [{ kind: 'link', url: 'https://crm.example/tickets/4711' }],
      },
    }),
  status: 201,
  response: disputeView,
});

export const listDisputes = defineRoute({
  operationId: 'listDisputes',
  method: 'GET',
  path: '/v1/disputes',
  summary: 'List disputes, newest first',
  description: 'Each side sees its own. The network names a side, or sees those that wait, the most urgent first.',
  tag,
  scope: 'disputes:read',
  query: pageQuery.extend({
    state: z.enum(DISPUTE_STATES).optional().meta({ description: 'A page may hold fewer than asked for' }),
    outcomeId: id.optional().meta({ description: 'The one dispute of this outcome, if there is one' }),
    publisherId: id.optional().meta({ description: 'For the network' }),
    advertiserId: id.optional().meta({ description: 'For the network' }),
  }),
  status: 200,
  response: pageOf(disputeView),
});

export const getDispute = defineRoute({
  operationId: 'getDispute',
  method: 'GET',
  path: '/v1/disputes/{disputeId}',
  summary: 'Show a dispute and every step of it',
  tag,
  scope: 'disputes:read',
  params: disputePath,
  status: 200,
  response: disputeView,
});

export const answerDispute = defineRoute({
  operationId: 'answerDispute',
  method: 'POST',
  path: '/v1/disputes/{disputeId}/answers',
  summary: 'Answer a dispute: give in, or say why not',
  tag,
  scope: 'disputes:write',
  roles: ['publisher', 'operator'],
  params: disputePath,
  body: z
    .strictObject({ answer: z.enum(['accept', 'contest']), note, evidence: evidence.default([]) })
    .meta({ id: 'DisputeAnswer', example: { answer: 'contest', note: 'He asked for a roofer: listen from 0:20.' } }),
  status: 200,
  alsoFails: ['unprocessable'],
  response: disputeView,
});

export const decideDispute = defineRoute({
  operationId: 'decideDispute',
  method: 'POST',
  path: '/v1/disputes/{disputeId}/decisions',
  summary: 'Decide a dispute',
  description: 'What is granted is credited to the advertiser and taken back from the publisher in one entry.',
  tag,
  scope: 'disputes:write',
  roles: ['operator'],
  params: disputePath,
  body: z
    .discriminatedUnion('decision', [
      z.strictObject({ decision: z.literal('accept'), note }),
      z.strictObject({ decision: z.literal('reject'), note }),
      z.strictObject({
        decision: z.literal('accept-part'),
        note,
        creditMinor: positiveMinorIn.meta({ description: 'Less than the claim' }),
        clawbackMinor: nonNegativeMinorIn
          .optional()
          .meta({ description: 'The credit’s share of the payout when absent' }),
      }),
    ])
    .meta({
      id: 'DisputeDecision',
      example: {
        decision: 'accept-part',
        note: 'Half of the talk was on hold.',
        creditMinor: 2_000,
        clawbackMinor: 1_500,
      },
    }),
  status: 200,
  alsoFails: ['unprocessable'],
  response: disputeView,
});

export const withdrawDispute = defineRoute({
  operationId: 'withdrawDispute',
  method: 'POST',
  path: '/v1/disputes/{disputeId}/withdrawals',
  summary: 'Withdraw a dispute that is not decided',
  tag,
  scope: 'disputes:write',
  roles: ['advertiser'],
  params: disputePath,
  body: z.strictObject({ note }).meta({ id: 'DisputeWithdrawal', example: { note: 'He called back and bought.' } }),
  status: 200,
  response: disputeView,
});

export const disputeRoutes = [
  openDispute,
  listDisputes,
  getDispute,
  answerDispute,
  decideDispute,
  withdrawDispute,
] as const;
