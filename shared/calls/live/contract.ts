import { z } from 'zod';
import { CONFIDENCES } from '../../catalog/criteria.ts';
import { id, isoInstant, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';

export const LIVE_STAGES = ['asked', 'dialled', 'talking', 'over'] as const;

export const liveCallView = z
  .strictObject({
    outcomeId: z.string(),
    offerId: z.string(),
    publisherId: z.string(),
    publisherName: z.string().meta({ description: 'Its id where it is no more', example: 'Roofs today' }),
    startedAt: isoInstant,
    stage: z.enum(LIVE_STAGES).meta({
      description:
        '`asked`: the caller hears the questions of a plan. `dialled`: a phone rings or somebody talks, which some carriers tell apart only at the end. `talking`: somebody is known to talk. `over`: its verdict is seconds away.',
      example: 'talking',
    }),
    leadsTo: z.enum(['target', 'fallback', 'nobody']).optional().meta({ description: 'Absent while it is asked' }),
    targetId: z.string().optional(),
    targetName: z
      .string()
      .optional()
      .meta({ description: 'Absent where the target is no more', example: 'Sales desk' }),
    attempt: z
      .int()
      .positive()
      .optional()
      .meta({ description: 'Which dial this is, where one came before', example: 2 }),
    talkingSince: isoInstant.optional().meta({ description: 'Where the carrier tells when both sides were joined' }),
    caller: z.strictObject({
      masked: z.string().optional().meta({ description: 'Absent where the number was withheld', example: '…0142' }),
      region: z.string().optional().meta({ example: 'US-IL' }),
    }),
    confidence: z.enum(CONFIDENCES),
    source: z.string().optional(),
  })
  .meta({ id: 'LiveCall' });

export const liveCallsView = pageOf(liveCallView)
  .extend({
    asOf: isoInstant.meta({ description: 'When it was looked, by the clock that `startedAt` is from' }),
    listedSince: isoInstant.meta({
      description: 'Calls that came in earlier are not listed: the first look in 30 days begins the list',
    }),
  })
  .meta({ id: 'LiveCalls' });

export const listLiveCalls = defineRoute({
  operationId: 'listLiveCalls',
  method: 'GET',
  path: '/v1/live-calls',
  summary: 'List the calls that are on the line, newest first',
  description:
    'Every call without a verdict yet, a second behind. Looking keeps the list going for 30 days; an advertiser that never looks has none, since listing costs each of its calls two writes.',
  tag: 'Outcomes',
  scope: 'outcomes:read',
  roles: ['advertiser', 'operator'],
  query: pageQuery.extend({
    offerId: id.optional(),
    advertiserId: id.optional().meta({ description: 'For operators, who name it' }),
  }),
  status: 200,
  response: liveCallsView,
});
