import { invariant } from '../kernel/result.ts';
import { type CorrectPorts, correctOutcome, type WantedCorrection } from '../ledger/correct-outcome.ts';
import { type Correctable, type Standing, standingAfter } from '../ledger/correction.ts';
import { heldDay } from '../ledger/held-day.ts';
import type { Outcome, Worth } from '../outcomes/model.ts';
import type { TermsReader } from '../outcomes/ports.ts';
import type { Claim, Dispute } from './model.ts';
import { kindOf, missingOf } from './objection.ts';
import type { DisputeStore } from './ports.ts';

export interface SettlePorts extends CorrectPorts {
  readonly disputes: DisputeStore;
  readonly terms: TermsReader;
  /**
   * Tells whoever gives out what was bought that a rejected outcome counts after all; again where telling it was cut off.
   * Absent where nothing of a publisher's is ever granted.
   */
  readonly tellBought?: (outcome: Outcome) => Promise<void>;
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** What was granted to an advertiser, as far as something is left: an adjustment may have given some of it back meanwhile. */
function takenBack(found: Correctable, granted: Claim): Standing {
  const left = standingAfter(found);
  return {
    chargeMinor: -least(granted.chargeMinor, left.chargeMinor),
    payoutMinor: -least(granted.payoutMinor, left.payoutMinor),
  };
}

/** What was granted to a publisher, as far as it is lacking still: late truth may have given some of it meanwhile. */
function givenStill(found: Correctable, granted: Claim, worth: Worth): Standing {
  const missing = missingOf(found, worth);
  return {
    chargeMinor: least(granted.chargeMinor, missing.chargeMinor),
    payoutMinor: least(granted.payoutMinor, missing.payoutMinor),
  };
}

/** The one correction that a granted dispute makes; nothing where nothing is left to move any more. */
async function correctionOf(
  ports: SettlePorts,
  dispute: Dispute,
  granted: Claim,
  found: Correctable,
): Promise<WantedCorrection> {
  const { openedBy, state, reason, worth } = dispute;
  if (openedBy === 'advertiser') {
    const change = (seen: Correctable) => somethingOf(takenBack(seen, granted));
    return { causeId: 'dispute', kind: 'dispute', reason: `dispute ${state}: ${reason}`, change };
  }
  invariant(worth, 'what is granted to a publisher was found to be worth something');
  const { currency, conversion } = worth;
  const terms = await ports.terms.terms(found.outcome.terms);
  return {
    causeId: 'objection',
    kind: kindOf(found),
    reason: `publisher’s dispute ${state}: ${reason}`,
    change: (seen) => somethingOf(givenStill(seen, granted, worth)),
    payableDay: (seen, today) => heldDay(seen, today, terms),
    basis: { currency, ...(conversion && { conversion }) },
  };
}

const somethingOf = (change: Standing): Standing | undefined =>
  change.chargeMinor === 0n && change.payoutMinor === 0n ? undefined : change;

/**
 * Books what a decided dispute grants: the advertiser's and the publisher's side in one entry, once, tells who brings the
 * advertiser what it now bought, then marks it settled. The state was written first, so it may stop anywhere and be called
 * again, by anybody.
 *
 * @throws Problem `unavailable` while a day is closing
 */
export async function settleDispute(ports: SettlePorts, dispute: Dispute): Promise<Dispute> {
  if (dispute.settledAtMs !== undefined) return dispute;
  const { granted, openedBy, outcomeId, version } = dispute;
  if (granted) {
    const found = (await ports.corrections.read([outcomeId])).get(outcomeId);
    if (found) await correctOutcome(ports, outcomeId, await correctionOf(ports, dispute, granted, found));
    if (openedBy === 'publisher' && found?.outcome.state === 'rejected') await ports.tellBought?.(found.outcome);
  }
  const settled = { ...dispute, settledAtMs: ports.clock.nowMs(), version: version + 1 };
  if (await ports.disputes.replace(dispute, settled)) return settled;
  return (await ports.disputes.get(dispute.disputeId)) ?? settled;
}
