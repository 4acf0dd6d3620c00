import { type EpochMs, wallClock } from '../kernel/time.ts';
import type { WeeklyHours } from './criteria.ts';

/** Whether the wall clock of the hours' own zone stands inside one of the windows; daylight saving is the zone's affair. */
export function isOpenAt(hours: WeeklyHours, atMs: EpochMs): boolean {
  const { weekday, minuteOfDay } = wallClock(atMs, hours.zone);
  return hours.windows.some(
    (window) =>
      window.days.includes(weekday) && window.fromMinute <= minuteOfDay && minuteOfDay < window.toMinute,
  );
}
