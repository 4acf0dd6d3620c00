import { z } from 'zod';
import type { Route } from '../platform/http/route.ts';
import { listEventTypes } from './contract/catalogue.ts';
import * as deliveries from './contract/deliveries.ts';
import * as webhooks from './contract/webhooks.ts';
import { DELIVERY_STATES } from './model.ts';

export const webhookRoutes: readonly Route[] = [
  ...Object.values(webhooks),
  ...Object.values(deliveries),
  listEventTypes,
];

const owner = z.strictObject({ kind: z.enum(['advertiser', 'publisher', 'network']), id: z.string() });
const name = { atMs: z.int(), eventId: z.string() };

/** Queue [webhook-deliveries]: try one delivery, or go on with a replay or with what a pause kept. */
export const deliveryMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('deliver'),
    ref: z.strictObject({ owner, webhookId: z.string(), objectId: z.string(), ...name }),
    dueMs: z.int(),
  }),
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('replay'),
    step: z.strictObject({
      owner,
      webhookId: z.string(),
      fromMs: z.int(),
      toMs: z.int(),
      states: z.array(z.enum(DELIVERY_STATES)),
      after: z.strictObject(name).optional(),
    }),
  }),
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('release'),
    step: z.strictObject({
      owner,
      webhookId: z.string(),
      after: z.strictObject({ objectId: z.string(), ...name }).optional(),
    }),
  }),
]);
export type DeliveryMessage = z.output<typeof deliveryMessage>;
