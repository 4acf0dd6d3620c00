import { z } from 'zod';
import { criteria } from '../../catalog/criteria.ts';
import { id, isoDay, isoInstant, nextCursor, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { criterionResult, model, QUESTION_KINDS, verdictState } from './outcomes.ts';

const previewed = z
  .strictObject({
    outcomeId: z.string(),
    offerId: z.string(),
    openedAt: isoInstant,
    was: verdictState.meta({ description: 'The verdict it has, which stands' }),
    wouldBe: verdictState,
    failed: z.enum(QUESTION_KINDS).optional().meta({ description: 'The question that it would fail by' }),
    criteria: criterionResult,
  })
  .meta({ id: 'PreviewedOutcome' });

export const previewView = z
  .strictObject({
    counts: z
      .strictObject({
        seen: z.int().meta({ example: 53 }),
        qualified: z.int().meta({ description: 'That would qualify' }),
        gained: z.int().meta({ description: 'Of them, that did not', example: 0 }),
        lost: z.int().meta({ description: 'That qualified and would not', example: 4 }),
      })
      .meta({ description: 'Of this page' }),
    items: z.array(previewed),
    nextCursor,
  })
  .meta({ id: 'CriteriaPreview' });

/** Each one is read whole, with what its person did before: a page is what one request can look at. */
const MAX_PREVIEW = 200;

export const previewCriteria = defineRoute({
  operationId: 'previewCriteria',
  method: 'POST',
  path: '/v1/criteria-previews',
  summary: 'Which of your outcomes would qualify under other criteria',
  description:
    'Judges outcomes that were judged already by the criteria given, and changes nothing: of last week’s calls, these would qualify. By everything that is known of them now.',
  tag: 'Outcomes',
  scope: 'outcomes:read',
  roles: ['operator', 'advertiser'],
  query: pageQuery.extend({
    limit: z.coerce.number().int().min(1).max(MAX_PREVIEW).default(100).meta({ description: 'Outcomes in one page' }),
  }),
  body: z
    .strictObject({
      criteria,
      model: model.default('call'),
      offerId: id.optional().meta({ description: 'Of one offer; of all of them when absent' }),
      advertiserId: id.optional().meta({ description: 'For operators, who name it' }),
      from: isoDay.optional().meta({ description: 'First day of the verdict; a week ago when absent' }),
      to: isoDay.optional().meta({ description: 'Last day of the verdict, included' }),
    })
    .meta({ id: 'CriteriaPreviewRequest', example: { criteria: { kind: 'talk-time', minSeconds: 120 } } }),
  status: 200,
  response: previewView,
  audit: 'none',
});
