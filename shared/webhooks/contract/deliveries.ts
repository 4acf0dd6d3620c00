import { z } from 'zod';
import { id, isoInstant, pageOf, pageQuery } from '../../kernel/schemas.ts';
import { fromIso } from '../../kernel/time.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { DELIVERY_STATES } from '../model.ts';
import { EVENT_NAMES } from './events.ts';

const common = { tag: 'Webhooks' } as const;
const path = '/v1/webhooks/{webhookId}/deliveries';

const summary = {
  deliveryId: z.string(),
  eventId: z.string().meta({ description: 'The header `webhook-id`' }),
  type: z.string().meta({ example: 'outcome.qualified' }),
  objectId: z.string(),
  happenedAt: isoInstant,
  state: z.enum(DELIVERY_STATES).meta({
    description: '`held`: kept while the webhook is paused; `failed`: given up after three days',
    example: 'delivered',
  }),
  tries: z.int(),
  lastStatus: z.int().optional(),
};

const attempt = z.strictObject({
  at: isoInstant,
  tookMs: z.int(),
  request: z.strictObject({
    method: z.string().meta({ example: 'POST' }),
    url: z.string().meta({ example: 'https://hooks.example/callbourse' }),
  }),
  status: z.int().optional(),
  failure: z.string().optional().meta({
    description:
      '`timeout`, `unreachable`, `private-address` … where no answer came; `not-composed` where no request could be made of the event',
  }),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .meta({
      description:
        'Of the answer, where it has them: `content-type`, `retry-after`, `location`, `server`, `x-request-id`; masked as it is',
      example: { 'content-type': 'application/json', 'retry-after': '120' },
    }),
  answer: z
    .string()
    .optional()
    .meta({ description: 'The first 500 characters; what looks like an address, a number or a key is masked' }),
});

export const listDeliveries = defineRoute({
  ...common,
  operationId: 'listWebhookDeliveries',
  method: 'GET',
  path,
  summary: 'List what a webhook was sent, the newest first',
  description:
    'Kept for 30 days. With `state` or `type` a page may hold fewer than asked for and still name a next one.',
  scope: 'webhooks:read',
  params: z.strictObject({ webhookId: id }),
  query: pageQuery.extend({
    state: z.enum(DELIVERY_STATES).optional().meta({ example: 'failed' }),
    type: z.enum(EVENT_NAMES).optional().meta({ description: 'A type of event', example: 'outcome.qualified' }),
  }),
  status: 200,
  response: pageOf(z.strictObject(summary).meta({ id: 'DeliverySummary' })),
});

export const getDelivery = defineRoute({
  ...common,
  operationId: 'getWebhookDelivery',
  method: 'GET',
  path: `${path}/{deliveryId}`,
  summary: 'Show a delivery with every try',
  scope: 'webhooks:read',
  params: z.strictObject({ webhookId: id, deliveryId: id }),
  status: 200,
  response: z
    .strictObject({
      ...summary,
      nextTryAt: isoInstant.optional(),
      body: z.string().meta({
        description: 'As it was sent, byte for byte',
        example: '{"id":"evt_7iw9","type":"outcome.qualified","timestamp":"2026-03-02T15:02:10.000Z","data":{…}}',
      }),
      attempts: z.array(attempt).meta({ description: 'The last 20' }),
    })
    .meta({ id: 'Delivery' }),
});

const instantIn = z.iso
  .datetime({ offset: true })
  .transform(fromIso)
  .meta({ type: 'string', format: 'date-time', example: '2026-03-02T15:00:00Z' });

/** What was delivered, failed or is held; what waits for its try needs no replay. */
const states = z
  .array(z.enum(['delivered', 'failed', 'held']))
  .min(1)
  .max(3)
  .default(['failed']);

export const replayDeliveries = defineRoute({
  ...common,
  operationId: 'replayWebhookDeliveries',
  method: 'POST',
  path: '/v1/webhooks/{webhookId}/replays',
  summary: 'Send deliveries again: one, many, or all of a time range',
  description: 'Each keeps its id and its bytes, so that a receiver knows what it had already.',
  scope: 'webhooks:write',
  params: z.strictObject({ webhookId: id }),
  body: z
    .union([
      z.strictObject({ deliveryIds: z.array(id).min(1).max(100) }),
      z.strictObject({ from: instantIn, to: instantIn, states }),
    ])
    .meta({ id: 'Replay', example: { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z', states: ['failed'] } }),
  status: 202,
  response: z.strictObject({
    deliveries: z.int().optional().meta({
      description: 'Sent again; a time range is worked through afterwards',
      example: 1,
    }),
  }),
});
