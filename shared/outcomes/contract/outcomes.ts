import { z } from 'zod';
import { qualityStandingView } from '../../catalog/contract/quality-standing.ts';
import { CONFIDENCES, criterionShape } from '../../catalog/criteria.ts';
import { id, isoDay, isoInstant, minorOut, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import type { CriterionResult } from '../model.ts';
import { REPLACEMENT_STATES } from '../replacement.ts';
import { EXAMPLE_CRITERIA, EXAMPLE_OUTCOME } from './example-outcome.ts';

export const QUESTION_KINDS = [
  'talk-time',
  'total-time',
  'caller-region',
  'hours',
  'repeat',
  'customer',
  'confidence',
  'within-caps',
  'answer',
  'key-press',
] as const;

const seen = z
  .union([z.string(), z.number(), z.boolean(), z.null()])
  .meta({ description: 'What was seen; null where it could not be known, which meets nothing', example: 95 });

export const criterionResult: z.ZodType<CriterionResult> = z
  .lazy(() =>
    z.union([
      z.strictObject({ kind: z.enum(['all', 'any', 'not']), held: z.boolean(), of: z.array(criterionResult) }),
      z.strictObject({
        kind: z.enum(QUESTION_KINDS),
        held: z.boolean(),
        asked: criterionShape.meta({ description: 'The question, by the terms frozen when the outcome was opened' }),
        seen,
      }),
    ]),
  )
  .meta({
    id: 'CriterionResult',
    description:
      'One part of the criteria as it was judged. Every part is judged, also where the answer was clear already.',
    example: EXAMPLE_CRITERIA,
  }) as z.ZodType<CriterionResult>;

const factsSeen = z.strictObject({
  startedAt: isoInstant,
  talkSeconds: z.int().optional(),
  totalSeconds: z.int().optional(),
  region: z.string().optional().meta({ example: 'US-IL' }),
  targetId: z.string().optional().meta({ description: 'Not shown to publishers' }),
  untaken: z.literal(true).optional().meta({
    description: 'Nobody could be asked to take it, so it owes nothing, whatever its criteria say',
  }),
  answers: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .meta({ description: 'What was said that the criteria may ask for', example: { seniority: 'director' } }),
});

const visit = z.strictObject({
  visitId: z.string(),
  at: isoInstant,
  url: z.string().optional(),
  referrer: z.string().optional(),
  params: z.record(z.string(), z.string()).optional(),
});

export const model = z.enum(['call', 'lead', 'appointment']);
export const verdictState = z.enum(['qualified', 'rejected']);
const chargeMinor = minorOut.optional().meta({ description: 'Charged to the advertiser; not shown to publishers' });
const payoutMinor = minorOut.optional().meta({ description: 'Earned by the publisher; not shown to advertisers' });

/** An outcome as one side may see it: its own money, and for a publisher nothing of who called. */
export const replacementView = z
  .strictObject({
    state: z.enum(REPLACEMENT_STATES).meta({
      description:
        '`delivered`: another one came in its place. `lapsed`: none came in time, and its charge was given back',
    }),
    reason: z.string().meta({ example: 'nobody came, three calls unanswered' }),
    askedAt: isoInstant,
    deliverableUntil: isoDay.meta({
      description: 'The last day on which another one may qualify in its place',
      example: '2026-04-16',
    }),
    byOutcomeId: z.string().optional().meta({ description: 'The one that came in its place' }),
  })
  .meta({ id: 'Replacement', description: 'The advertiser refused it: it stays paid, and the next one costs nothing' });

export const outcomeView = z
  .strictObject({
    outcomeId: z.string(),
    model,
    state: z.enum(['open', 'qualified', 'rejected']),
    offerId: z.string(),
    offerVersion: z.int(),
    dealVersion: z.int().meta({ description: '0 where the offer’s own terms hold' }),
    publisherId: z.string(),
    advertiserId: z.string().optional().meta({ description: 'Not shown to publishers' }),
    openedAt: isoInstant,
    attribution: z.strictObject({
      confidence: z.enum(CONFIDENCES),
      source: z.string().optional(),
      setterId: z
        .string()
        .optional()
        .meta({ description: 'Who of the publisher’s people brought it; not shown to advertisers' }),
      visit: visit.optional().meta({ description: 'The publisher’s own page visit; not shown to advertisers' }),
    }),
    caller: z
      .strictObject({ masked: z.string().meta({ example: '…0142' }) })
      .optional()
      .meta({ description: 'Not shown to publishers' }),
    seen: factsSeen.optional().meta({ description: 'Present once the outcome has ended' }),
    seenLater: factsSeen.optional().meta({
      description: 'What came to light after the verdict. The verdict stands; an adjustment says what it changed',
    }),
    verdict: z
      .strictObject({
        state: verdictState,
        judgedAt: isoInstant,
        criteria: criterionResult,
        payableDay: isoDay
          .optional()
          .meta({ description: 'From this day on it is part of a payout; qualified ones only' }),
        chargeMinor,
        payoutMinor,
        currency: z.string().optional(),
        replaces: z.string().optional().meta({
          description:
            'A refused outcome in whose place this one came: it costs nothing and earns nothing, that one is paid',
        }),
        quality: qualityStandingView.optional().meta({
          description: 'The quality tier of the deal that the payout was reckoned by; not shown to advertisers',
        }),
      })
      .optional(),
    deadlines: z
      .strictObject({
        disputableUntil: isoDay.meta({ description: 'The last day on which the advertiser may dispute it' }),
        feedbackUntil: isoDay.meta({ description: 'The last day on which a sale may be reported' }),
        creditableUntil: isoDay.optional().meta({
          description: 'The last day on which the advertiser may take its charge back, where its offer says so',
        }),
        replaceableUntil: isoDay.optional().meta({
          description: 'The last day on which the advertiser may refuse it for another one, where its offer says so',
        }),
        correctableUntil: isoDay.meta({ description: 'Final from the day after' }),
      })
      .optional()
      .meta({ description: 'Qualified ones only; days of the network’s time zone, the last one included' }),
    replacement: replacementView.optional(),
    corrections: z
      .array(
        z.strictObject({
          kind: z.string().meta({
            description: 'adjustment, dispute, credit, feedback, late-truth, objection or credit-undone',
            example: 'credit',
          }),
          reason: z.string().meta({ example: 'credited: the attendee does not decide' }),
          at: isoInstant,
          chargeMinor: minorOut.optional().meta({ description: 'Negative is back; not shown to publishers' }),
          payoutMinor: minorOut.optional().meta({ description: 'Negative is back; not shown to advertisers' }),
        }),
      )
      .optional()
      .meta({ description: 'What changed its money after the verdict, oldest first' }),
    objectionable: z
      .strictObject({
        payoutMinor: minorOut.meta({ description: 'What it would earn more, had it qualified or not been credited' }),
        currency: z.string(),
        until: isoDay.meta({ description: 'The last day on which the publisher may dispute it' }),
      })
      .optional()
      .meta({
        description:
          'Of a rejected or a credited one: what a dispute by its publisher is about. In a chain, before what earlier steps cost. Not shown to advertisers',
      }),
  })
  .meta({ id: 'Outcome', example: EXAMPLE_OUTCOME });

export const outcomeSummary = z
  .strictObject({
    outcomeId: z.string(),
    state: verdictState,
    offerId: z.string(),
    setterId: z.string().optional().meta({ description: 'Not shown to advertisers' }),
    openedAt: isoInstant,
    judgedAt: isoInstant,
    chargeMinor,
    payoutMinor,
    currency: z.string().optional(),
  })
  .meta({ id: 'OutcomeSummary' });

const roles = ['operator', 'advertiser', 'publisher', 'setter'] as const;

export const getOutcome = defineRoute({
  operationId: 'getOutcome',
  method: 'GET',
  path: '/v1/outcomes/{outcomeId}',
  summary: 'Show an outcome and why it qualified or not',
  tag: 'Outcomes',
  scope: 'outcomes:read',
  roles,
  params: z.strictObject({ outcomeId: id }),
  status: 200,
  response: outcomeView,
});

export const listOutcomes = defineRoute({
  operationId: 'listOutcomes',
  method: 'GET',
  path: '/v1/outcomes',
  summary: 'List judged outcomes, newest verdict first',
  description:
    'An advertiser, a publisher or a setter sees its own. An operator names an advertiser or a publisher. Days are those of the verdict, in the network’s time zone.',
  tag: 'Outcomes',
  scope: 'outcomes:read',
  roles,
  query: pageQuery.extend({
    state: verdictState.optional(),
    offerId: id.optional(),
    from: isoDay.optional().meta({ description: 'First day of the verdict' }),
    to: isoDay.optional().meta({ description: 'Last day of the verdict, included' }),
    setterId: id.optional().meta({ description: 'For publishers: what this setter brought' }),
    publisherId: id.optional().meta({ description: 'For operators' }),
    advertiserId: id.optional().meta({ description: 'For operators' }),
  }),
  status: 200,
  response: pageOf(outcomeSummary),
});
