import { z } from 'zod';
import { id, isoInstant, minorOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

export const creditOutcome = defineRoute({
  operationId: 'creditOutcome',
  method: 'PUT',
  path: '/v1/outcomes/{outcomeId}/credit',
  summary: 'Take back the charge of an outcome',
  description:
    'Within the `creditDays` of its offer, until the day that the outcome states as `creditableUntil`: all that it still costs, without anybody deciding. The publisher gives its part back in the same entry, is told with the reason, and its quality counts it as a dispute that was granted. Asking again changes nothing.',
  tag: 'Disputes',
  scope: 'disputes:write',
  roles: ['advertiser'],
  params: z.strictObject({ outcomeId: id }),
  body: z
    .strictObject({ reason: z.string().trim().min(1).max(150).meta({ description: 'Shown to both sides' }) })
    .meta({ id: 'NewCredit', example: { reason: 'the attendee does not decide' } }),
  status: 200,
  fails: {
    conflict: 'this offer gives no credit: what is wrong with it is a dispute',
    unprocessable: 'outcome call_8x0cq2 was corrected otherwise for the same cause',
  },
  response: z
    .strictObject({
      outcomeId: z.string(),
      creditMinor: minorOut.meta({
        description: 'Given back now or before; 0 where nothing was left',
        example: 4_000,
      }),
      creditedAt: isoInstant.optional(),
    })
    .meta({ id: 'Credit' }),
});
