import type { PayoutSchedule } from '../catalog/payout-schedule.ts';
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  daysBetween,
  type EpochMs,
  endOfDayMs,
  HOUR_MS,
  weekdayOf,
} from '../kernel/time.ts';

/**
 * A run waits this long after the end of its last day: writers may post into a day until 15 minutes after it, and what is
 * late until 30 minutes moves to the next one (DESIGN 4.3). The rest is margin for clocks and slow functions.
 */
export const CLOSING_MS = HOUR_MS;

/** The first instant at which a run up to this day may open. */
export const opensAtMs = (toDay: Day, zone: string): EpochMs => endOfDayMs(toDay, zone) + CLOSING_MS;

/** What opens by itself, in the order in which the runs of one morning are drawn. */
export const REGULAR_SCHEDULES = ['weekly', 'two-weekly', 'twice-monthly', 'monthly'] as const;
export type RegularSchedule = (typeof REGULAR_SCHEDULES)[number];

/** Every second Sunday from this one on ends two weeks, whatever the year. */
const TWO_WEEKS_END: Day = '2000-01-02';
const FIRST_HALF_DAYS = 15;

/** The last day before a day on which a period of the schedule ended: Sundays, the 15th, the end of a month. */
function endBefore(day: Day, schedule: RegularSchedule): Day {
  const sunday = addDays(day, -weekdayOf(day));
  const dayOfMonth = Number(day.slice('YYYY-MM-'.length));
  switch (schedule) {
    case 'weekly':
      return sunday;
    case 'two-weekly':
      return daysBetween(TWO_WEEKS_END, sunday) % 14 === 0 ? sunday : addDays(sunday, -7);
    case 'twice-monthly':
      return addDays(day, (dayOfMonth > FIRST_HALF_DAYS ? FIRST_HALF_DAYS : 0) - dayOfMonth);
    case 'monthly':
      return addDays(day, -dayOfMonth);
  }
}

/** The last day of the latest period that may be paid at this instant. */
export const lastClosedEnd = (schedule: RegularSchedule, nowMs: EpochMs, zone: string): Day =>
  endBefore(dayOf(nowMs - CLOSING_MS, zone), schedule);

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
