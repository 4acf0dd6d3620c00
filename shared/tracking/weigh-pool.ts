import type { EpochMs } from '../kernel/time.ts';
import { measurePool, type PoolMeasure, visitsToSizeFor } from './measure-pool.ts';
import { fallbackShare, numbersForFallback, numbersForTail } from './pool-size.ts';
import type { LeaseGlance, PoolShortage } from './ports.ts';

/** How a pool stands at an instant, what its visits did, and how large it should be for them. */
export interface PoolHealth {
  readonly numbers: number;
  /** Numbers that a visit or a call holds. */
  readonly held: number;
  readonly onCall: number;
  /** Of all numbers, 0 to 1. */
  readonly heldShare: number;
  readonly measured: PoolMeasure;
  /** For how many visits at once the sizes below are. */
  readonly sizedForVisits: number;
  /** Enough that not even stealing would hurt more than one visit in a thousand. */
  readonly recommendedNumbers: number;
  /** Enough that at most one visit in a thousand gets the fallback number. */
  readonly fallbackNumbers: number;
  /** The share of visits that get the fallback number with the pool as it is, as the formula expects it. */
  readonly fallbackShare: number;
}

interface Looked {
  readonly glances: readonly LeaseGlance[];
  readonly shortages: readonly PoolShortage[];
}

export function weighPool({ glances, shortages }: Looked, nowMs: EpochMs): PoolHealth {
  const held = glances.filter((glance) => glance.endMs > nowMs).length;
  const measured = measurePool(glances, shortages, nowMs);
  const visits = visitsToSizeFor(measured, held);
  return {
    numbers: glances.length,
    held,
    onCall: glances.filter((glance) => glance.callEndMs > nowMs).length,
    heldShare: glances.length === 0 ? 0 : held / glances.length,
    measured,
    sizedForVisits: visits,
    recommendedNumbers: numbersForTail(visits),
    fallbackNumbers: numbersForFallback(visits),
    fallbackShare: fallbackShare(visits, glances.length),
  };
}
