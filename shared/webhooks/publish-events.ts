import { type Clock, MINUTE_MS, toIso } from '../kernel/time.ts';
import { type Delivery, type OwnedEvent, type Owner, refOf, type Webhook, wants } from './model.ts';
import type { DeliveryQueue, DeliveryStore } from './ports.ts';

export interface PublishPorts {
  /** Seen up to 30 seconds late: an owner who listens to nothing costs nothing. */
  readonly webhooksOf: (owner: Owner) => Promise<readonly Webhook[]>;
  readonly deliveries: Pick<DeliveryStore, 'create'>;
  readonly queue: Pick<DeliveryQueue, 'deliver'>;
  readonly clock: Clock;
}

/** How long a message in the queue has before the event is asked for anew. */
export const TURN_MS = 10 * MINUTE_MS;

/** The body of an event, as every receiver gets it. */
const bodyOf = ({ eventId, type, atMs, data }: OwnedEvent): string =>
  JSON.stringify({ id: eventId, type, timestamp: toIso(atMs), data });

/**
 * Hands events to every webhook that wants them. An event that a stream repeats finds its delivery there and goes no
 * further; if its message never left, the delivery's own turn brings it back.
 */
export async function publishEvents(ports: PublishPorts, events: readonly OwnedEvent[]): Promise<void> {
  for (const event of events) {
    const webhooks = await ports.webhooksOf(event.owner);
    for (const webhook of webhooks.filter(({ events: wanted }) => wants(wanted, event.type))) {
      await publishTo(ports, webhook, event);
    }
  }
}

/** The same for one webhook, whatever it wants. */
export async function publishTo(
  { deliveries, queue, clock }: Pick<PublishPorts, 'deliveries' | 'queue' | 'clock'>,
  webhook: Webhook,
  event: OwnedEvent,
): Promise<Delivery> {
  const delivery = newDelivery(webhook, event, clock.nowMs());
  const isNew = await deliveries.create(delivery);
  if (isNew) await queue.deliver([{ ref: refOf(delivery), dueMs: delivery.nextAtMs }]);
  return delivery;
}

/**
 * The event for this webhook, waiting for its first try. Whether the webhook is paused is not asked here, where it may be known half a
 * minute late: an event that was held after its pause had ended would wait for a pause that nobody makes.
 */
function newDelivery(webhook: Webhook, event: OwnedEvent, nowMs: number): Delivery & { readonly nextAtMs: number } {
  const { eventId, type, objectId, atMs } = event;
  return {
    webhookId: webhook.webhookId,
    owner: webhook.owner,
    eventId,
    type,
    objectId,
    atMs,
    body: bodyOf(event),
    state: 'pending',
    nextAtMs: nowMs + TURN_MS,
    sinceMs: nowMs,
    tries: 0,
    attempts: [],
  };
}
