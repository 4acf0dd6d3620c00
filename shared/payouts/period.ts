import { addDays, addMonths, type Day, dayOf, type EpochMs, endOfDayMs, HOUR_MS, weekdayOf } from '../kernel/time.ts';
import type { PayoutSchedule } from './model.ts';

/**
 * A run waits this long after the end of its last day: writers may post into a day until 15 minutes after it, and what is
 * late until 30 minutes moves to the next one (DESIGN 4.3). The rest is margin for clocks and slow functions.
 */
export const CLOSING_MS = HOUR_MS;

/** The first instant at which a run up to this day may open. */
export const opensAtMs = (toDay: Day, zone: string): EpochMs => endOfDayMs(toDay, zone) + CLOSING_MS;

/** The Sunday of the latest week (Monday to Sunday) that may be paid at this instant. */
export function lastClosedWeekEnd(nowMs: EpochMs, zone: string): Day {
  const day = dayOf(nowMs - CLOSING_MS, zone);
  return addDays(day, -weekdayOf(day));
}

/** Months and days of one period; what is asked for has no period of its own and counts in months. */
const PERIOD: Readonly<Record<Exclude<PayoutSchedule, 'twice-monthly'>, { months?: number; days?: number }>> = {
  weekly: { days: 7 },
  'two-weekly': { days: 14 },
  monthly: { months: 1 },
  demand: { months: 1 },
};

/** The day so many periods of a schedule later; half a month counts as 15 days. */
export function addPeriods(day: Day, schedule: PayoutSchedule, periods: number): Day {
  if (schedule === 'twice-monthly') return addDays(addMonths(day, Math.floor(periods / 2)), (periods % 2) * 15);
  const { months = 0, days = 0 } = PERIOD[schedule];
  return addDays(addMonths(day, months * periods), days * periods);
}

/** Before any entry: where a publisher's first line starts. */
export const FIRST_DAY: Day = '2000-01-01';
