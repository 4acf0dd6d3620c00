import { z } from 'zod';
import { defineRoute } from '../../platform/http/route.ts';

export const listEventTypes = defineRoute({
  operationId: 'listWebhookEvents',
  method: 'GET',
  path: '/webhook-events.json',
  summary: 'Every type of event, with the schema of its body',
  tag: 'Webhooks',
  scope: 'public',
  status: 200,
  response: z.strictObject({
    items: z.array(
      z
        .strictObject({
          type: z.string().meta({ example: 'outcome.qualified' }),
          summary: z.string().meta({ example: 'It met the criteria: charged and owed' }),
          toldTo: z.array(z.enum(['advertiser', 'publisher', 'network'])),
          schema: z.record(z.string(), z.unknown()).meta({
            description: 'JSON Schema 2020-12 of the body',
            example: { type: 'object', required: ['id', 'type', 'timestamp', 'data'] },
          }),
        })
        .meta({ id: 'EventType' }),
    ),
    macros: z.array(z.string()).meta({
      description: 'What may stand in braces in a postback’s URL',
      example: ['outcomeId', 'payoutMinor'],
    }),
  }),
});
