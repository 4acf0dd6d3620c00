import type { WeeklyHours } from './criteria.ts';

export interface Overlap {
  /** Index of the later of the two windows. */
  readonly window: number;
  readonly weekday: number;
}

/**
 * Where two windows of the same hours cover the same minute of a weekday. Nothing would break, but whoever wrote it meant
 * something else, and would take half of it away to close earlier.
 */
export function overlapIn({ windows }: WeeklyHours): Overlap | undefined {
  for (const [index, window] of windows.entries()) {
    for (const earlier of windows.slice(0, index)) {
      const weekday = window.days.find((day) => earlier.days.includes(day));
      const meets = window.fromMinute < earlier.toMinute && earlier.fromMinute < window.toMinute;
      if (weekday !== undefined && meets) return { window: index, weekday };
    }
  }
  return undefined;
}
