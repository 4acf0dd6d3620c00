import { type EpochMs, type WallClock, wallClock } from '../kernel/time.ts';
import type { WeeklyHours } from './criteria.ts';

/** Whether the wall clock of the hours' own zone stands inside one of the windows; daylight saving is the zone's affair. */
export const isOpenAt = (hours: WeeklyHours, atMs: EpochMs): boolean => isOpenOn(hours, wallClock(atMs, hours.zone));

/** The same, for who has read that zone's wall clock already. */
export function isOpenOn(hours: WeeklyHours, { weekday, minuteOfDay }: WallClock): boolean {
  return hours.windows.some(
    (window) => window.days.includes(weekday) && window.fromMinute <= minuteOfDay && minuteOfDay < window.toMinute,
  );
}
