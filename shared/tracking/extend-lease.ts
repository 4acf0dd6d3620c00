import type { EpochMs } from '../kernel/time.ts';
import type { Attribution, TrackingNumber } from './model.ts';
import type { LeaseStore } from './ports.ts';

/** A call that outlasts this many hours is a carrier's mistake; its number goes back to the pool. */
const MAX_CALL_MS = 4 * 3_600_000;

/**
 * A call in progress keeps its number out of other hands. Nothing is written for a static number, for a call whose holder
 * is not known, or where the claim lasts longer anyway.
 *
 * @returns whether the number is held for the call
 */
export async function extendLease(
  leases: Pick<LeaseStore, 'extend'>,
  number: TrackingNumber,
  attribution: Attribution,
  nowMs: EpochMs,
  untilMs: EpochMs,
): Promise<boolean> {
  if (number.kind !== 'pool' || !attribution.visit) return false;
  const endMs = Math.min(untilMs, nowMs + MAX_CALL_MS);
  return leases.extend(number.poolId, number.number, attribution.visit.visitId, endMs);
}
