import type { PayoutSchedule } from '../catalog/payout-schedule.ts';
import { shareBps } from '../kernel/money.ts';
import type { Day } from '../kernel/time.ts';
import type { KeptShare, Line, LineReserve } from './model.ts';
import { addPeriods } from './period.ts';

export interface ReserveTerms {
  /** In 1/100 of a percent. */
  readonly bps: number;
  /** Of the publisher's own schedule. */
  readonly periods: number;
}

/** Entries whose own terms, not the publisher's, say what is kept back of them: those of deals that follow quality. */
export interface RatedEntries {
  readonly earnedMinor: bigint;
  readonly reserveMinor: bigint;
}

export const NOTHING_RATED: RatedEntries = { earnedMinor: 0n, reserveMinor: 0n };

/** Nothing of its own; what entries say themselves is kept for one period. */
const NO_RESERVE: ReserveTerms = { bps: 0, periods: 1 };

export interface ReserveFacts {
  readonly terms: ReserveTerms | undefined;
  readonly schedule: PayoutSchedule;
  readonly previous: Pick<Line, 'reserve'> | undefined;
  /** What the entries of the line come to. */
  readonly earnedMinor: bigint;
  /** The part of it that has rates of its own. */
  readonly rated?: RatedEntries | undefined;
  readonly toDay: Day;
}

/**
 * What a line keeps back of what it earned, and what it gives back of earlier lines. Each share carries the day from which it
 * is given back, so that neither missed periods nor changed terms can strand it. A line that lost money keeps nothing back.
 * Undefined where there is nothing to say.
 */
export function reserveOf(facts: ReserveFacts): LineReserve | undefined {
  const { terms = NO_RESERVE, previous, toDay } = facts;
  const before = previous?.reserve?.kept ?? [];
  const withheldMinor = withheldOf(facts);
  const releasedMinor = sumOf(before.filter(({ untilDay }) => untilDay <= toDay));
  const kept = before.filter(({ untilDay }) => untilDay > toDay);
  if (withheldMinor > 0n) {
    kept.push({ untilDay: addPeriods(toDay, facts.schedule, terms.periods), amountMinor: withheldMinor });
  }
  if (withheldMinor === 0n && releasedMinor === 0n && kept.length === 0) return undefined;
  return { withheldMinor, releasedMinor, kept };
}

/** The publisher's share of what has no rate of its own, and what the rest says itself; never more than there is. */
function withheldOf({ terms = NO_RESERVE, earnedMinor, rated = NOTHING_RATED }: ReserveFacts): bigint {
  if (earnedMinor <= 0n) return 0n;
  const unrated = earnedMinor - rated.earnedMinor;
  const wanted = atLeastZero(rated.reserveMinor) + shareBps(atLeastZero(unrated), terms.bps);
  if (wanted > earnedMinor) return earnedMinor;
  return wanted;
}

const atLeastZero = (amountMinor: bigint): bigint => (amountMinor > 0n ? amountMinor : 0n);

export const sumOf = (kept: readonly KeptShare[]): bigint =>
  kept.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
