import type { Sender } from '../platform/sqs.ts';
import type { DeliveryMessage } from './contract.ts';
import type { DeliveryQueue } from './ports.ts';

/** Queue [webhook-deliveries] as the use cases see it. */
export const deliveryQueue = (sender: Sender<DeliveryMessage>): DeliveryQueue => ({
  deliver: (due) => sender.sendAll(due.map(({ ref, dueMs }) => ({ v: 1, kind: 'deliver', ref, dueMs }))),
  replay: (step) => sender.send({ v: 1, kind: 'replay', step: { ...step, states: [...step.states] } }),
  release: (step) => sender.send({ v: 1, kind: 'release', step }),
});
