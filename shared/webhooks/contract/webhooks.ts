import { z } from 'zod';
import { id, isoInstant, versionOut } from '../../kernel/schemas.ts';
import { defineRoute } from '../../platform/http/route.ts';
import { PAUSE_REASONS } from '../model.ts';
import { EVENT_NAMES } from './events.ts';

const FAMILIES = [...new Set(EVENT_NAMES.map((type) => `${type.split('.')[0]}.*`))];
const FILTERS: ReadonlySet<string> = new Set(['*', ...FAMILIES, ...EVENT_NAMES]);

const fields = {
  name: z.string().trim().min(1).max(80).meta({ example: 'CRM' }),
  url: z.string().min(1).max(1_000).meta({
    description: 'HTTPS, at a public address. Redirects are not followed. For a postback a template with macros',
    example: 'https://hooks.example/callbourse',
  }),
  method: z.enum(['POST', 'GET']).default('POST').meta({ description: 'GET for a postback only' }),
  events: z
    .array(
      z.string().refine((each) => FILTERS.has(each), 'is no type of event, no family such as `outcome.*`, and not `*`'),
    )
    .min(1)
    .max(50)
    .meta({
      description: 'Types of events, families such as `outcome.*`, or `*` for all',
      example: ['outcome.*', 'dispute.*'],
    }),
};

const kind = z.enum(['webhook', 'postback']);

const view = z
  .strictObject({
    webhookId: z.string(),
    name: z.string().meta({ example: 'CRM' }),
    kind,
    url: z.string().meta({ example: 'https://hooks.example/callbourse' }),
    method: z.enum(['POST', 'GET']),
    events: z.array(z.string()).meta({ example: ['outcome.*', 'dispute.*'] }),
    state: z.enum(['active', 'paused']),
    paused: z
      .strictObject({ because: z.enum(PAUSE_REASONS), at: isoInstant })
      .optional()
      .meta({ description: '`failing`: it took nothing for three days; `gone`: it answered 410' }),
    trouble: z
      .strictObject({ since: isoInstant, failures: z.int(), retryAt: isoInstant })
      .optional()
      .meta({ description: 'Present while nothing is taken' }),
    previousSecretUntil: isoInstant.optional().meta({ description: 'Until then the secret before signs as well' }),
    createdAt: isoInstant,
    version: versionOut,
  })
  .meta({ id: 'Webhook' });

const common = { tag: 'Webhooks' } as const;
const path = '/v1/webhooks';
const one = `${path}/{webhookId}`;
const params = z.strictObject({ webhookId: id });

export const createWebhook = defineRoute({
  ...common,
  operationId: 'createWebhook',
  method: 'POST',
  path,
  summary: 'Be told of events, as signed JSON or as a postback',
  description:
    'Its secret is shown once. Events from half a minute on are sent. Finance and operators have the network’s webhooks together.',
  scope: 'webhooks:write',
  body: z.strictObject({ ...fields, kind: kind.default('webhook') }).meta({
    id: 'NewWebhook',
    example: { name: 'CRM', url: 'https://hooks.example/callbourse', events: ['outcome.*', 'dispute.*'] },
  }),
  status: 201,
  fails: { conflict: 'there are at most 20 webhooks: remove one first' },
  response: view
    .extend({ secret: z.string().optional().meta({ description: '`whsec_…`; a postback has none' }) })
    .meta({ id: 'CreatedWebhook' }),
  secretAnswer: ['secret'],
  auditOf: { what: 'Webhook' },
});

export const listWebhooks = defineRoute({
  ...common,
  operationId: 'listWebhooks',
  method: 'GET',
  path,
  summary: 'List your webhooks',
  description: 'All of them: there are at most 20.',
  scope: 'webhooks:read',
  status: 200,
  response: z.strictObject({ items: z.array(view) }),
});

export const getWebhook = defineRoute({
  ...common,
  operationId: 'getWebhook',
  method: 'GET',
  path: one,
  summary: 'Show a webhook',
  scope: 'webhooks:read',
  params,
  status: 200,
  response: view,
  etag: true,
});

export const changeWebhook = defineRoute({
  ...common,
  operationId: 'changeWebhook',
  method: 'PUT',
  path: one,
  summary: 'Change a webhook',
  description: 'What waits for it goes to the new URL.',
  scope: 'webhooks:write',
  params,
  body: z.strictObject(fields).meta({ id: 'WebhookChange' }),
  status: 200,
  response: view,
  ifMatch: 'must',
});

export const removeWebhook = defineRoute({
  ...common,
  operationId: 'removeWebhook',
  method: 'DELETE',
  path: one,
  summary: 'Remove a webhook',
  description: 'What waits for it is never sent.',
  scope: 'webhooks:write',
  ifMatch: 'may',
  params,
  status: 204,
  auditOf: { what: 'Webhook' },
});

export const setWebhookState = defineRoute({
  ...common,
  operationId: 'setWebhookState',
  method: 'PUT',
  path: `${one}/state`,
  summary: 'Pause a webhook, or let it go on',
  description: 'What happens while it is paused is kept for 30 days, and sent when it goes on.',
  scope: 'webhooks:write',
  ifMatch: 'may',
  params,
  body: z.strictObject({ state: z.enum(['active', 'paused']).meta({ example: 'paused' }) }),
  status: 200,
  response: view,
});

export const rotateWebhookSecret = defineRoute({
  ...common,
  operationId: 'rotateWebhookSecret',
  method: 'POST',
  path: `${one}/secrets`,
  summary: 'Make a new secret',
  description: 'Shown once. For the stated time each request is signed with both.',
  scope: 'webhooks:write',
  params,
  body: z.strictObject({ keepPreviousHours: z.int().min(0).max(168).default(24).meta({ example: 48 }) }),
  status: 201,
  fails: { conflict: 'a postback has no secret' },
  response: view.extend({ secret: z.string() }).meta({ id: 'WebhookWithSecret' }),
  secretAnswer: ['secret'],
  auditOf: { what: 'Webhook', by: ['webhookId'] },
});

export const testWebhook = defineRoute({
  ...common,
  operationId: 'testWebhook',
  method: 'POST',
  path: `${one}/tests`,
  summary: 'Send a test event',
  description: 'It travels as every event does; look at its delivery for what came of it.',
  scope: 'webhooks:write',
  params,
  status: 202,
  response: z.strictObject({ deliveryId: z.string(), eventId: z.string() }),
});
