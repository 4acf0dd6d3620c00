import { z } from 'zod';
import { id } from '../kernel/schemas.ts';
import { replacementView } from '../outcomes/contract/outcomes.ts';
import { defineRoute } from '../platform/http/route.ts';

export const askReplacement = defineRoute({
  operationId: 'askReplacement',
  method: 'PUT',
  path: '/v1/outcomes/{outcomeId}/replacement',
  summary: 'Refuse an outcome for another one',
  description:
    'Where the `windows` of its offer say `replacement`, until the day that the outcome states as `replaceableUntil`, without anybody deciding. It stays charged and paid; the next one of its publisher that qualifies under its offer costs nothing and names it in `replaces`. Where none comes until `deliverableUntil` its charge is given back. A replacement may be refused in its turn, once. Asking again changes nothing.',
  tag: 'Disputes',
  scope: 'disputes:write',
  roles: ['advertiser'],
  params: z.strictObject({ outcomeId: id }),
  body: z
    .strictObject({ reason: z.string().trim().min(1).max(150).meta({ description: 'Shown to both sides' }) })
    .meta({ id: 'NewReplacement', example: { reason: 'nobody came, three calls unanswered' } }),
  status: 200,
  fails: {
    conflict: 'this offer gives no replacement: what is wrong with it is a dispute',
    unprocessable: 'outcome call_8x0cq2 was refused before, for another reason',
  },
  response: replacementView,
});
