import type { BoughtPorts } from '../outcomes/bought.ts';
import { disputeIdOf } from './model.ts';
import type { DisputeStore } from './ports.ts';

/** When a publisher's dispute of an outcome was granted; its money may be on its way still, and comes for certain. */
export const upheldAt =
  (disputes: Pick<DisputeStore, 'get'>): BoughtPorts['upheldAtMs'] =>
  async (outcomeId) => {
    const dispute = await disputes.get(disputeIdOf(outcomeId, 'publisher'));
    return dispute?.state === 'accepted' ? dispute.steps.at(-1)?.atMs : undefined;
  };
