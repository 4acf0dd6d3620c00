import { z } from 'zod';
import { DAY_MS, type EpochMs, SECOND_MS } from '../kernel/time.ts';
import { EXPIRES } from '../platform/table-schema.ts';
import { deliveryKey, dueKey, duePartOf, logKey, ownerKey, ownerOfKey, sortableMs, timeSort } from './keys.ts';
import { DELIVERY_STATES, type Delivery, type DeliveryRef } from './model.ts';
import type { DeliveryName, DeliverySummary, DueDelivery } from './ports.ts';

/** How long a delivery can be looked at and replayed. */
const KEPT_MS = 30 * DAY_MS;

const attempt = z.object({
  atMs: z.int(),
  tookMs: z.int(),
  method: z.string(),
  url: z.string(),
  status: z.int().optional(),
  failure: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  answer: z.string().optional(),
});

const place = z.object({
  pk: z.string().startsWith('LOG#'),
  sk: z.string(),
  ownerKey: z.string(),
});

const storedDelivery = place.extend({
  type: z.string(),
  body: z.string(),
  state: z.enum(DELIVERY_STATES),
  nextAtMs: z.int().optional(),
  sinceMs: z.int(),
  tries: z.int(),
  attempts: z.array(attempt),
});

const storedSummary = place.extend({
  type: z.string(),
  state: z.enum(DELIVERY_STATES),
  tries: z.int(),
  lastStatus: z.int().optional(),
});

/** What puts a delivery among those that wait for a try. */
export const dueAttributes = ({ webhookId, eventId }: Pick<Delivery, 'webhookId' | 'eventId'>, nextAtMs: EpochMs) => ({
  nextAtMs,
  dueKey: dueKey(duePartOf(webhookId)),
  dueSort: `${sortableMs(nextAtMs)}#${eventId}`,
});

export function deliveryItem(delivery: Delivery) {
  const { owner, type, body, state, nextAtMs, sinceMs, tries, attempts } = delivery;
  return {
    ...deliveryKey(delivery),
    ownerKey: ownerKey(owner),
    timeKey: logKey(delivery.webhookId),
    timeSort: timeSort(delivery),
    type,
    body,
    state,
    ...(nextAtMs === undefined ? {} : dueAttributes(delivery, nextAtMs)),
    sinceMs,
    tries,
    attempts,
    [EXPIRES]: Math.ceil((sinceMs + KEPT_MS) / SECOND_MS),
  };
}

/** The names in a sort key: `<object>#<time>#<event>`. */
export function nameOfSort(sk: string): DeliveryName {
  const [objectId = '', at = '', eventId = ''] = sk.split('#');
  return { objectId, atMs: Number(at), eventId };
}

const refOfKey = ({ pk, sk, ownerKey: owner }: z.output<typeof place>): DeliveryRef => ({
  owner: ownerOfKey(owner),
  webhookId: pk.slice('LOG#'.length),
  ...nameOfSort(sk),
});

export const refOfItem = (item: unknown): DeliveryRef => refOfKey(place.parse(item));

export function deliveryOf(item: unknown): Delivery {
  const { pk, sk, ownerKey: owner, ...rest } = storedDelivery.parse(item);
  return { ...refOfKey({ pk, sk, ownerKey: owner }), ...rest };
}

export function summaryOf(item: unknown): DeliverySummary {
  const { pk, sk, ownerKey: owner, ...rest } = storedSummary.parse(item);
  return { ...refOfKey({ pk, sk, ownerKey: owner }), ...rest };
}

export function dueOf(item: unknown): DueDelivery {
  const { dueSort, ...rest } = place.extend({ dueSort: z.string() }).parse(item);
  return { ref: refOfKey(rest), dueMs: Number(dueSort.split('#')[0]) };
}
