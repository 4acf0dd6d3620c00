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

export interface ReserveFacts {
  readonly terms: ReserveTerms | undefined;
  readonly schedule: PayoutSchedule;
  readonly previous: Pick<Line, 'reserve'> | undefined;
  /** What the entries of the line come to. */
  readonly earnedMinor: bigint;
  readonly toDay: Day;
}

/**
 * What a line keeps back of what it earned, and what it gives back of earlier lines. Each share carries the day from which it
 * is given back, so that neither missed periods nor changed terms can strand it. A line that lost money keeps nothing back.
 * Undefined where there is nothing to say.
 */
export function reserveOf(facts: ReserveFacts): LineReserve | undefined {
  const { terms, previous, earnedMinor, toDay } = facts;
  const before = previous?.reserve?.kept ?? [];
  const withheldMinor = terms && earnedMinor > 0n ? shareBps(earnedMinor, terms.bps) : 0n;
  const releasedMinor = sumOf(before.filter(({ untilDay }) => untilDay <= toDay));
  const kept = before.filter(({ untilDay }) => untilDay > toDay);
  if (terms && withheldMinor > 0n) {
    kept.push({ untilDay: addPeriods(toDay, facts.schedule, terms.periods), amountMinor: withheldMinor });
  }
  if (withheldMinor === 0n && releasedMinor === 0n && kept.length === 0) return undefined;
  return { withheldMinor, releasedMinor, kept };
}

export const sumOf = (kept: readonly KeptShare[]): bigint =>
  kept.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
