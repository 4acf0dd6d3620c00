import { DEFAULT_TIMEOUT_SECONDS, type FunctionSpec, type QueueName } from '../constructs/function-spec.ts';

interface QueueSpec {
  /** The oldest message may wait this long before an alarm rings. */
  readonly oldestSeconds: number;
}

/** A late posting may wait half an hour in its queue by design (the day that is closing), so `outcomes` rings later. */
export const queueSpecs: Readonly<Record<QueueName, QueueSpec>> = {
  'call-events': { oldestSeconds: 300 },
  'call-sweeps': { oldestSeconds: 1_800 },
  'appointment-events': { oldestSeconds: 1_800 },
  leads: { oldestSeconds: 1_800 },
  outcomes: { oldestSeconds: 2_400 },
  'late-truth': { oldestSeconds: 2_400 },
  // Waits a quarter of an hour between tries, for three days.
  crm: { oldestSeconds: 1_800 },
  'payout-lines': { oldestSeconds: 900 },
  adjustments: { oldestSeconds: 2_400 },
  'webhook-deliveries': { oldestSeconds: 900 },
};

/** Lambda asks for six times the consumer's timeout plus its batch window, so that a retry never overlaps a running batch. */
export function visibilitySecondsOf(queue: QueueName, specs: readonly FunctionSpec[]): number {
  const consumers = specs.filter((spec) => spec.queue?.from === queue);
  if (consumers.length > 1)
    throw new Error(`${consumers.length} functions consume the queue ${queue}: each would get part of its messages`);
  const consumer = consumers[0];
  return 6 * (consumer?.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) + (consumer?.queue?.windowSeconds ?? 0);
}
