import pMap from 'p-map';
import type { Clock } from '../kernel/time.ts';
import { type DeliveryRef, refOf } from './model.ts';
import type { DeliveryQueue, DeliveryStore, ReleaseStep } from './ports.ts';
import { TURN_MS } from './publish-events.ts';

export interface ReleasePorts {
  readonly deliveries: Pick<DeliveryStore, 'held' | 'release'>;
  readonly queue: Pick<DeliveryQueue, 'deliver' | 'release'>;
  readonly clock: Clock;
}

/** Deliveries looked through in one step: were all of them held, their writes would still end well within the function's time. */
const STEP = 500;
const CONCURRENCY = 8;

/** One step through what a pause kept: all of it is sent, each under its own id, and the next step goes on behind it. */
export async function releaseStep(ports: ReleasePorts, step: ReleaseStep): Promise<void> {
  const { refs, after } = await ports.deliveries.held(step.webhookId, STEP, step.after);
  await release(ports, refs);
  if (after) await ports.queue.release({ ...step, after });
}

/** Sends what is held; what somebody else released meanwhile is theirs to send. */
export async function release(
  {
    deliveries,
    queue,
    clock,
  }: Pick<ReleasePorts, 'clock'> & {
    readonly deliveries: Pick<DeliveryStore, 'release'>;
    readonly queue: Pick<DeliveryQueue, 'deliver'>;
  },
  refs: readonly DeliveryRef[],
): Promise<void> {
  const nowMs = clock.nowMs();
  const dueMs = nowMs + TURN_MS;
  const released = await pMap(refs, (ref) => deliveries.release(ref, { nowMs, nextAtMs: dueMs }), {
    concurrency: CONCURRENCY,
  });
  await queue.deliver(released.flatMap((delivery) => (delivery ? [{ ref: refOf(delivery), dueMs }] : [])));
}
