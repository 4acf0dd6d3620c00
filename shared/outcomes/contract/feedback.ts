import { z } from 'zod';
import { currencyCode, id, isoInstant, minorOut, nonNegativeMinorIn } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { FEEDBACK_RESULTS } from '../feedback.ts';

export const feedbackView = z
  .strictObject({
    outcomeId: z.string(),
    result: z.enum(FEEDBACK_RESULTS),
    saleMinor: minorOut.optional(),
    note: z.string().optional(),
    reportedAt: isoInstant,
    revision: z
      .int()
      .meta({ description: 'Counts the reports: quoted it is the `etag` that the next one names by If-Match' }),
  })
  .meta({ id: 'Feedback' });

export const reportFeedback = defineRoute({
  operationId: 'reportFeedback',
  method: 'PUT',
  path: '/v1/outcomes/{outcomeId}/feedback',
  summary: 'Report what became of an outcome',
  description:
    'Until the deadline that the outcome states; the newest report counts, and one that names the `etag` it was made from is refused where a CRM or a colleague was faster. A sale adds what the terms say of sales (a share, a bonus) by a new entry, and every report counts in the publisher’s quality score.',
  tag: 'Outcomes',
  scope: 'feedback:write',
  roles: ['advertiser'],
  ifMatch: 'may',
  params: z.strictObject({ outcomeId: id }),
  body: z
    .strictObject({
      result: z.enum(FEEDBACK_RESULTS),
      saleMinor: nonNegativeMinorIn.optional().meta({ description: 'For `sold` only' }),
      currency: currencyCode.optional().meta({ description: 'Of the sale: the offer’s own. Needed with `saleMinor`' }),
      note: z.string().trim().min(1).max(500).optional(),
    })
    .superRefine(({ result, saleMinor, currency }, context) => {
      if (saleMinor !== undefined && result !== 'sold') {
        context.addIssue({ code: 'custom', path: ['saleMinor'], message: 'goes with `sold` only' });
      }
      if (saleMinor !== undefined && currency === undefined) {
        context.addIssue({ code: 'custom', path: ['currency'], message: 'is needed with `saleMinor`' });
      }
    })
    .meta({ id: 'NewFeedback', example: { result: 'sold', saleMinor: 240_000, currency: 'USD' } }),
  status: 200,
  fails: { conflict: 'outcome call_8x0cq2 could be reported on until the end of 2026-04-16' },
  response: feedbackView,
});

export const getFeedback = defineRoute({
  operationId: 'getFeedback',
  method: 'GET',
  path: '/v1/outcomes/{outcomeId}/feedback',
  summary: 'Show what was reported of an outcome',
  description: 'The newest report; none is a 404.',
  tag: 'Outcomes',
  scope: 'outcomes:read',
  roles: ['advertiser', 'operator'],
  params: z.strictObject({ outcomeId: id }),
  status: 200,
  etag: true,
  response: feedbackView,
});
