import type { EpochMs } from '../kernel/time.ts';
import { LATE_DIAL_MS } from './model.ts';
import { fallbackShare, numbersForFallback, numbersForTail } from './pool-size.ts';
import type { LeaseGlance } from './ports.ts';

/** How a pool stands at an instant, and how large it should be for as many visits as are live now. */
export interface PoolHealth {
  readonly numbers: number;
  /** Numbers that a visit or a call holds. */
  readonly held: number;
  readonly onCall: number;
  /** Of all numbers, 0 to 1. */
  readonly heldShare: number;
  /** Numbers given to a new visit while the one before may still have been dialling: calls to them read `ambiguous`. */
  readonly reissuedEarly: number;
  /** Enough that not even stealing would hurt more than one visit in a thousand. */
  readonly recommendedNumbers: number;
  /** Enough that at most one visit in a thousand gets the fallback number. */
  readonly fallbackNumbers: number;
  /** The share of visits that get the fallback number with the pool as it is. */
  readonly fallbackShare: number;
}

export function weighPool(glances: readonly LeaseGlance[], nowMs: EpochMs): PoolHealth {
  const held = glances.filter((glance) => glance.endMs > nowMs).length;
  const early = ({ fromMs, previousEndMs }: LeaseGlance): boolean =>
    fromMs !== undefined && previousEndMs !== undefined && fromMs - previousEndMs < LATE_DIAL_MS;
  return {
    numbers: glances.length,
    held,
    onCall: glances.filter((glance) => glance.callEndMs > nowMs).length,
    heldShare: glances.length === 0 ? 0 : held / glances.length,
    reissuedEarly: glances.filter(early).length,
    recommendedNumbers: numbersForTail(held),
    fallbackNumbers: numbersForFallback(held),
    fallbackShare: fallbackShare(held, glances.length),
  };
}
