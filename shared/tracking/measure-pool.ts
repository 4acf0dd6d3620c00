import { DAY_MS, type EpochMs, HOUR_MS, SECOND_MS } from '../kernel/time.ts';
import { LATE_DIAL_MS } from './model.ts';
import type { LeaseCensus, LeaseGlance, PoolShortage } from './ports.ts';

/** What visits really did to a pool, over as long a time as its numbers remember whole. */
export interface PoolMeasure {
  readonly windowSeconds: number;
  /** Claims that began in it, and what that is in an hour. */
  readonly arrivals: number;
  readonly arrivalsPerHour: number;
  /** How long a claim lasts on average, renewals included. */
  readonly meanHoldSeconds: number;
  /** Visits that held a number at the same time, on average. */
  readonly meanHeld: number;
  /** Claims of a number whose visit before may still have been dialling: calls to them read `ambiguous`. */
  readonly reissuedEarly: number;
  /** Claims of a number that somebody still held. */
  readonly stolen: number;
  /** Visits that got the fallback number: in the hour that runs, in a day, and in the worst hour of that day. */
  readonly fallbacksThisHour: number;
  readonly fallbacksInDay: number;
  readonly fallbacksWorstHour: number;
}

/** Fewer arrivals are an anecdote: then a pool is sized by what is held now. */
const ENOUGH_ARRIVALS = 20;

/** How far back shortages are looked at. */
export const MEASURED_MS = DAY_MS;

/** All that a pool's health is made of. */
export async function lookAtPool(census: LeaseCensus, poolId: string, nowMs: EpochMs) {
  const [glances, shortages] = await Promise.all([
    census.glance(poolId),
    census.shortages(poolId, nowMs - MEASURED_MS),
  ]);
  return { glances, shortages };
}

/**
 * Measured from the numbers themselves, which keep their last three claims: no visit pays for being counted. The window begins
 * where every number's memory is whole, a day ago at most.
 */
export function measurePool(
  glances: readonly LeaseGlance[],
  shortages: readonly PoolShortage[],
  nowMs: EpochMs,
): PoolMeasure {
  const sinceMs = glances.reduce((latest, { knownSinceMs }) => Math.max(latest, knownSinceMs), nowMs - MEASURED_MS);
  const windowMs = Math.max(1, nowMs - sinceMs);
  const claims = glances.flatMap((glance) => glance.claims);
  const arrived = claims.filter(({ fromMs }) => fromMs > sinceMs);
  const heldMs = claims.reduce(
    (sum, { fromMs, endMs }) => sum + Math.max(0, Math.min(endMs, nowMs) - Math.max(fromMs, sinceMs)),
    0,
  );
  return {
    windowSeconds: Math.round(windowMs / SECOND_MS),
    arrivals: arrived.length,
    arrivalsPerHour: (arrived.length * HOUR_MS) / windowMs,
    meanHoldSeconds: arrived.length === 0 ? 0 : heldMs / arrived.length / SECOND_MS,
    meanHeld: heldMs / windowMs,
    reissuedEarly: glances.reduce((sum, { claims: own }) => sum + earlyIn(own, sinceMs), 0),
    stolen: arrived.filter(({ stolen }) => stolen).length,
    ...fallbacksIn(shortages, nowMs),
  };
}

/** Claims that began so soon after the one before them ended. */
const earlyIn = (claims: LeaseGlance['claims'], sinceMs: EpochMs): number =>
  claims.filter(({ fromMs }, index) => {
    const before = claims[index + 1];
    return fromMs > sinceMs && before !== undefined && fromMs - before.endMs < LATE_DIAL_MS;
  }).length;

function fallbacksIn(shortages: readonly PoolShortage[], nowMs: EpochMs) {
  const since = (ms: number): readonly number[] =>
    shortages.filter(({ hourMs }) => hourMs > nowMs - ms).map(({ visits }) => visits);
  const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);
  const ofDay = since(MEASURED_MS);
  return {
    fallbacksThisHour: sum(since(HOUR_MS)),
    fallbacksInDay: sum(ofDay),
    fallbacksWorstHour: Math.max(0, ...ofDay),
  };
}

/**
 * How many visits want a number at once: those that hold one on average, and those that would, had there been one in the worst
 * hour. What is held now counts where it is more, since a rush may have just begun.
 */
export function visitsToSizeFor(measure: PoolMeasure, held: number): number {
  const { arrivals, meanHeld, meanHoldSeconds, fallbacksWorstHour } = measure;
  const turnedAway = (fallbacksWorstHour * meanHoldSeconds * SECOND_MS) / HOUR_MS;
  const served = arrivals < ENOUGH_ARRIVALS ? held : Math.max(held, meanHeld);
  return Math.ceil(served + turnedAway);
}
