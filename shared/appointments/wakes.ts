import { type EpochMs, HOUR_MS } from '../kernel/time.ts';
import type { Standing } from './standing.ts';

/** An attendee is reminded a day before the meeting, and an hour before it. */
const REMIND_BEFORE_MS: readonly number[] = [24 * HOUR_MS, HOUR_MS];

const isLive = ({ state }: Standing): boolean => state === 'booked' || state === 'confirmed';

/** When the attendee is reminded of the meeting as it stands; never of what was booked later than that. */
export const remindersOf = (standing: Standing): readonly EpochMs[] =>
  isLive(standing)
    ? REMIND_BEFORE_MS.map((beforeMs) => standing.times.startMs - beforeMs).filter(
        (atMs) => atMs > standing.times.toldMs,
      )
    : [];

/**
 * When somebody must look at an appointment again: at its next reminder, or when what is known of it is final. What a later
 * move makes untrue stays, and finds nothing to do; what is late already is due now.
 */
export function nextWakeMs(standing: Standing, nowMs: EpochMs): EpochMs {
  const reminders = remindersOf(standing).filter((atMs) => atMs > nowMs);
  return Math.min(...reminders, Math.max(standing.dueMs, nowMs));
}
