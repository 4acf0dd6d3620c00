import { addDays, type Day, dayOf, type EpochMs, endOfDayMs, HOUR_MS, weekdayOf } from '../kernel/time.ts';

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

/** Before any entry: where a publisher's first line starts. */
export const FIRST_DAY: Day = '2000-01-01';
