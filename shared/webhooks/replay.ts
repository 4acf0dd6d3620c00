import { notFound, Problem } from '../kernel/problem.ts';
import type { Clock } from '../kernel/time.ts';
import { type Delivery, type DeliveryRef, parseDeliveryId, refOf, type Webhook } from './model.ts';
import type { DeliveryQueue, DeliveryStore, ReplayStep } from './ports.ts';
import { TURN_MS } from './publish-events.ts';

export interface ReplayPorts {
  readonly deliveries: Pick<DeliveryStore, 'find' | 'restart' | 'range'>;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
}

/** Deliveries in one step: each is a write, and the step ends well within its function's time. */
const STEP = 100;

/**
 * Sends the named deliveries again, each under its own id.
 *
 * @throws Problem `not-found` naming the first that is not there (any more): then none was sent
 */
export async function replayNamed(ports: ReplayPorts, webhook: Webhook, ids: readonly string[]): Promise<number> {
  const found: Delivery[] = [];
  for (const id of new Set(ids)) {
    const name = parseDeliveryId(id);
    const delivery = name && (await ports.deliveries.find(webhook.webhookId, name));
    if (!delivery) throw notFound(`delivery ${id}`);
    found.push(delivery);
  }
  await restartAll(ports, found);
  return found.length;
}

/** Begins to send all of a time range again; the rest goes on behind the scenes. */
export async function replayRange(
  { queue }: Pick<ReplayPorts, 'queue'>,
  { owner, webhookId }: Webhook,
  range: Pick<ReplayStep, 'fromMs' | 'toMs' | 'states'>,
): Promise<void> {
  if (range.fromMs > range.toMs) throw new Problem('invalid', '`to` is before `from`', [EMPTY_RANGE]);
  await queue.replay({ owner, webhookId, ...range });
}

const EMPTY_RANGE = { field: 'body.to', message: 'is before `from`' };

/** One step of a range: so many deliveries, and the next step where there may be more. */
export async function replayStep(ports: ReplayPorts, step: ReplayStep): Promise<void> {
  const listed = await ports.deliveries.range(step.webhookId, step, STEP, step.after);
  await restartAll(
    ports,
    listed.filter(({ state }) => step.states.includes(state)),
  );
  const last = listed.at(-1);
  if (last && listed.length === STEP) {
    await ports.queue.replay({ ...step, after: { atMs: last.atMs, eventId: last.eventId } });
  }
}

async function restartAll({ deliveries, queue, clock }: ReplayPorts, refs: readonly DeliveryRef[]): Promise<void> {
  const nowMs = clock.nowMs();
  const nextAtMs = nowMs + TURN_MS;
  for (const ref of refs) {
    if (await deliveries.restart(ref, { nowMs, nextAtMs })) await queue.deliver([{ ref: refOf(ref), dueMs: nextAtMs }]);
  }
}
