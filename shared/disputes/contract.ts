import { z } from 'zod';
import { id, isoInstant, minorOut, nonNegativeMinorIn, pageOf, pageQuery, positiveMinorIn } from '../kernel/schemas.ts';
import { defineRoute } from '../platform/http/route.ts';
import { ALL_REASONS, DISPUTE_REASONS, DISPUTE_STATES, OBJECTION_REASONS, OPENERS } from './model.ts';

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

const claim = z
  .strictObject({
    chargeMinor: minorOut.optional().meta({ description: 'Of the advertiser; not shown to publishers' }),
    payoutMinor: minorOut.optional().meta({ description: 'Of the publisher; not shown to advertisers' }),
  })
  .meta({
    description:
      'Given back to the advertiser and taken back from the publisher; where the publisher opened it, charged and earned',
  });

export const disputeView = z
  .strictObject({
    disputeId: z.string(),
    openedBy: z.enum(OPENERS),
    outcomeId: z.string(),
    offerId: z.string(),
    publisherId: z.string(),
    advertiserId: z.string().optional().meta({ description: 'Not shown to publishers' }),
    reason: z.enum(ALL_REASONS),
    state: z.enum(DISPUTE_STATES),
    currency: z.string(),
    claim,
    granted: claim.optional().meta({ description: 'Present once it is accepted, wholly or in part' }),
    answerBy: isoInstant.optional().meta({
      description:
        'Unanswered by then, the offer’s rules decide. A publisher’s is rejected where nobody decided by then; contested, it has as long again',
    }),
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
  summary: 'Dispute an outcome: an advertiser what it was charged for, a publisher a rejection or a credit',
  description:
    'Once for each outcome and side, within the window that the outcome states. The other side answers and the network decides; of an advertiser’s the offer’s rules may decide at once. What is granted to a publisher counts as if every criterion had held, and is final.',
  tag,
  scope: 'disputes:write',
  roles: ['advertiser', 'publisher'],
  body: z
    .strictObject({
      outcomeId: id,
      reason: z.enum(ALL_REASONS).meta({
        description: `An advertiser’s: ${DISPUTE_REASONS.join(', ')}. A publisher’s: ${OBJECTION_REASONS.join(', ')}`,
      }),
      note,
      evidence: evidence.default([]),
      claimMinor: positiveMinorIn.optional().meta({
        description: 'All of the charge when absent. Not for publishers, whose dispute is of the whole',
      }),
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
  fails: { conflict: 'outcome call_8x0cq2 could be disputed until the end of 2026-03-12' },
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
    outcomeId: id.optional().meta({ description: 'The disputes of this outcome: one of each side at most' }),
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
  description: 'Whoever opened it does not answer it.',
  roles: ['advertiser', 'publisher', 'operator'],
  params: disputePath,
  body: z
    .strictObject({ answer: z.enum(['accept', 'contest']), note, evidence: evidence.default([]) })
    .meta({ id: 'DisputeAnswer', example: { answer: 'contest', note: 'He asked for a roofer: listen from 0:20.' } }),
  status: 200,
  fails: {
    forbidden: 'a publisher can not accept a dispute of the publisher',
    conflict: 'dispute dispute_3xp5 is accepted and can not become contested',
  },
  response: disputeView,
});

export const decideDispute = defineRoute({
  operationId: 'decideDispute',
  method: 'POST',
  path: '/v1/disputes/{disputeId}/decisions',
  summary: 'Decide a dispute',
  description:
    'What is granted is booked for both sides in one entry: credited and taken back, or charged and earned where the publisher opened it.',
  tag,
  scope: 'disputes:write',
  roles: ['operator'],
  params: disputePath,
  body: z
    .discriminatedUnion('decision', [
      z.strictObject({ decision: z.literal('accept'), note }),
      z.strictObject({ decision: z.literal('reject'), note }),
      z.strictObject({
        decision: z.literal('accept-part').meta({ description: 'Of an advertiser’s dispute only' }),
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
  fails: { conflict: 'dispute dispute_3xp5 is accepted and can not become rejected' },
  response: disputeView,
});

export const withdrawDispute = defineRoute({
  operationId: 'withdrawDispute',
  method: 'POST',
  path: '/v1/disputes/{disputeId}/withdrawals',
  summary: 'Withdraw a dispute that is not decided',
  tag,
  scope: 'disputes:write',
  description: 'Whoever opened it may; the outcome is not disputed again by that side.',
  roles: ['advertiser', 'publisher'],
  params: disputePath,
  body: z.strictObject({ note }).meta({ id: 'DisputeWithdrawal', example: { note: 'He called back and bought.' } }),
  status: 200,
  fails: {
    forbidden: 'a publisher can not withdraw a dispute of the advertiser',
    conflict: 'dispute dispute_3xp5 is accepted and can not become withdrawn',
  },
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
