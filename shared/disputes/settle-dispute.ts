import { type CorrectPorts, correctOutcome } from '../ledger/correct-outcome.ts';
import { type Correctable, type Standing, standingAfter } from '../ledger/correction.ts';
import type { Claim, Dispute } from './model.ts';
import type { DisputeStore } from './ports.ts';

export interface SettlePorts extends CorrectPorts {
  readonly disputes: DisputeStore;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** What was granted, as far as something is left: an adjustment may have given some of it back meanwhile. */
function changeOf(found: Correctable, granted: Claim): Standing {
  const left = standingAfter(found);
  return {
    chargeMinor: -least(granted.chargeMinor, left.chargeMinor),
    payoutMinor: -least(granted.payoutMinor, left.payoutMinor),
  };
}

const CAUSE = 'dispute';

/** Whether the money still has to move: not where it has, and not where nothing is left to give back. */
function isOwed(found: Correctable | undefined, granted: Claim): found is Correctable {
  if (!found) return false;
  if (found.corrections.some(({ causeId }) => causeId === CAUSE)) return true;
  const { chargeMinor, payoutMinor } = changeOf(found, granted);
  return chargeMinor !== 0n || payoutMinor !== 0n;
}

/**
 * Books what a decided dispute grants: the advertiser's credit and the publisher's clawback in one entry, once, then marks it
 * settled. The state was written first, so it may stop anywhere and be called again, by anybody.
 *
 * @throws Problem `unavailable` while a day is closing
 */
export async function settleDispute(ports: SettlePorts, dispute: Dispute): Promise<Dispute> {
  if (dispute.settledAtMs !== undefined) return dispute;
  const { granted, outcomeId, reason, state, version } = dispute;
  if (granted) {
    const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
    if (isOwed(found, granted)) {
      const change = (seen: Correctable) => changeOf(seen, granted);
      const told = `dispute ${state}: ${reason}`;
      await correctOutcome(ports, outcomeId, { causeId: CAUSE, kind: 'dispute', reason: told, change });
    }
  }
  const settled = { ...dispute, settledAtMs: ports.clock.nowMs(), version: version + 1 };
  if (await ports.disputes.replace(dispute, settled)) return settled;
  return (await ports.disputes.get(dispute.disputeId)) ?? settled;
}
