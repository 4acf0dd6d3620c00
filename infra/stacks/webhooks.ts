import { listEventTypes } from '../../shared/webhooks/contract/catalogue.ts';
import * as deliveries from '../../shared/webhooks/contract/deliveries.ts';
import * as webhooks from '../../shared/webhooks/contract/webhooks.ts';
import { BY_DUE, BY_TIME } from '../../shared/webhooks/keys.ts';
import type { StageConfig } from '../config.ts';
import { withApiKey } from '../constructs/api-access.ts';
import type { Access, FunctionSpec } from '../constructs/function-spec.ts';

const context = 'webhooks';

/** Looks up who listens, writes what they are told, and sends it on its way. */
const publishes: Access = {
  tables: { webhooks: { actions: ['Query', 'PutItem'] } },
  queues: ['webhook-deliveries'],
};

const workers: readonly FunctionSpec[] = [
  {
    context,
    verb: 'publish-outcomes',
    purpose: 'Tells webhooks of outcomes and disputes as the stream has them',
    stream: { from: 'outcomes', batchSize: 50, windowSeconds: 1 },
    timeoutSeconds: 30,
    // And asks for what qualified to be written into CRMs: a stream's shard serves two readers, and reports are the other.
    access: {
      tables: { ...publishes.tables, catalog: { indexes: ['byOwner'] } },
      queues: ['webhook-deliveries', 'crm'],
    },
  },
  {
    context,
    verb: 'publish-ledger',
    purpose: 'Tells webhooks of corrections, payments, returns and deposits',
    stream: { from: 'ledger', batchSize: 50, windowSeconds: 1 },
    timeoutSeconds: 30,
    access: publishes,
  },
  {
    context,
    verb: 'publish-payouts',
    purpose: 'Tells webhooks of payout runs, statements and invoices',
    stream: { from: 'payouts', batchSize: 50, windowSeconds: 1 },
    timeoutSeconds: 30,
    access: publishes,
  },
  {
    context,
    verb: 'deliver-webhook',
    purpose: 'Tries to deliver an event, and writes down what came of it',
    // Five at a time, each at most ten seconds: a batch of five ends in time even where every receiver hangs.
    queue: { from: 'webhook-deliveries', batchSize: 5, maxConcurrency: 50 },
    timeoutSeconds: 30,
    access: {
      tables: {
        webhooks: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], indexes: [BY_TIME] },
      },
      queues: ['webhook-deliveries'],
      secrets: ['DATA_KEY'],
    },
  },
  {
    context,
    verb: 'ask-for-deliveries',
    purpose: 'Asks for a try of every event whose time has come',
    schedule: { expression: 'rate(1 minute)' },
    timeoutSeconds: 50,
    access: { tables: { webhooks: { indexes: [BY_DUE] } }, queues: ['webhook-deliveries'] },
  },
];

const setup: readonly FunctionSpec[] = [
  {
    context,
    verb: 'create-webhook',
    purpose: 'Sets up a webhook or postback',
    routes: [webhooks.createWebhook],
    access: withApiKey({ tables: { webhooks: { actions: ['PutItem', 'UpdateItem'] } }, secrets: ['DATA_KEY'] }),
  },
  {
    context,
    verb: 'change-webhook',
    purpose: 'Changes a webhook',
    routes: [webhooks.changeWebhook],
    access: withApiKey({ tables: { webhooks: { actions: ['GetItem', 'UpdateItem'] } } }),
  },
  {
    context,
    verb: 'remove-webhook',
    purpose: 'Removes a webhook',
    routes: [webhooks.removeWebhook],
    access: withApiKey({ tables: { webhooks: { actions: ['GetItem', 'UpdateItem', 'DeleteItem'] } } }),
  },
  {
    context,
    verb: 'set-webhook-state',
    purpose: 'Pauses a webhook, or lets it go on with all that was kept for it',
    routes: [webhooks.setWebhookState],
    access: withApiKey({
      tables: { webhooks: { actions: ['GetItem', 'UpdateItem'] } },
      queues: ['webhook-deliveries'],
    }),
  },
  {
    context,
    verb: 'rotate-webhook-secret',
    purpose: 'Makes a new secret beside the one before',
    routes: [webhooks.rotateWebhookSecret],
    access: withApiKey({
      tables: { webhooks: { actions: ['GetItem', 'UpdateItem'] } },
      secrets: ['DATA_KEY'],
    }),
  },
  {
    context,
    verb: 'test-webhook',
    purpose: 'Sends a test event',
    routes: [webhooks.testWebhook],
    access: withApiKey({ tables: { webhooks: { actions: ['GetItem', 'PutItem'] } }, queues: ['webhook-deliveries'] }),
  },
];

const reading: readonly FunctionSpec[] = [
  {
    context,
    verb: 'list-webhooks',
    purpose: 'Lists the webhooks of whoever asks',
    routes: [webhooks.listWebhooks],
    access: withApiKey({ tables: { webhooks: { actions: ['Query'] } } }),
  },
  {
    context,
    verb: 'get-webhook',
    purpose: 'Shows a webhook',
    routes: [webhooks.getWebhook],
    access: withApiKey({ tables: { webhooks: { actions: ['GetItem'] } } }),
  },
  {
    context,
    verb: 'list-webhook-deliveries',
    purpose: 'Lists what a webhook was sent',
    routes: [deliveries.listDeliveries],
    access: withApiKey({ tables: { webhooks: { actions: ['GetItem'], indexes: [BY_TIME] } } }),
  },
  {
    context,
    verb: 'get-webhook-delivery',
    purpose: 'Shows a delivery with every try',
    routes: [deliveries.getDelivery],
    access: withApiKey({ tables: { webhooks: { actions: ['GetItem'], indexes: [BY_TIME] } } }),
  },
  {
    context,
    verb: 'replay-deliveries',
    purpose: 'Sends deliveries again under their own ids',
    routes: [deliveries.replayDeliveries],
    timeoutSeconds: 29,
    access: withApiKey({
      tables: { webhooks: { actions: ['GetItem', 'UpdateItem'], indexes: [BY_TIME] } },
      queues: ['webhook-deliveries'],
    }),
  },
  {
    context,
    verb: 'list-event-types',
    purpose: 'Shows every type of event with its schema',
    routes: [listEventTypes],
    access: {},
  },
];

export const webhooksFunctions = (_config: StageConfig): readonly FunctionSpec[] => [...workers, ...setup, ...reading];
