import type { PoolHealth } from './weigh-pool.ts';

/** A pool of the recommended size fails one visit in a thousand; ten times that is no bad luck any more. */
export const LOW_SHARE = 0.01;

/** Fewer visits that fared badly in a day are an anecdote, whatever share they are. */
export const LOW_VISITS = 5;

/** A pool that is too small for its visits, and by how much. */
export interface PoolLow {
  readonly numbers: number;
  /** How many more it takes so that one visit in a thousand fares badly. */
  readonly addNumbers: number;
  /** Visits of the last day that found every number held. */
  readonly fallbacks: number;
  /** Visits that got a number whose visit before held it still, or may still have been dialling. */
  readonly early: number;
}

const HOURS_A_DAY = 24;

const isMuch = (count: number, of: number): boolean => count >= LOW_VISITS && count > of * LOW_SHARE;

/**
 * Whether a pool runs low by what its visits really met: too many got the fallback number, or a number too soon after somebody
 * else. Undefined while they did not, and where more numbers would not help: a rush that is over.
 */
export function poolLow({ numbers, recommendedNumbers, measured }: PoolHealth): PoolLow | undefined {
  const { arrivals, arrivalsPerHour, reissuedEarly, stolen, fallbacksInDay } = measured;
  const early = reissuedEarly + stolen;
  const isLow = isMuch(fallbacksInDay, arrivalsPerHour * HOURS_A_DAY + fallbacksInDay) || isMuch(early, arrivals);
  const addNumbers = recommendedNumbers - numbers;
  return isLow && addNumbers > 0 ? { numbers, addNumbers, fallbacks: fallbacksInDay, early } : undefined;
}
