import { addDays, DAY_MS, type Day, dayOf, type EpochMs, MINUTE_MS, weekdayOf } from '../kernel/time.ts';
import type { Availability } from './availability.ts';
import { firstInstantOf } from './local-time.ts';

/** A meeting that could be. */
export interface Slot {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

/**
 * The slots of one day in the zone of the hours. A window is the real time between two showings of the clock on the wall, so
 * that on the day daylight saving begins it is shorter and on the day it ends longer; slots fill it from its start.
 */
export function slotsOfDay(availability: Availability, day: Day): readonly Slot[] {
  const { hours, slotMinutes, bufferMinutes, closedDays } = availability;
  if (closedDays.includes(day)) return [];
  const weekday = weekdayOf(day);
  const slots = hours.windows
    .filter(({ days }) => days.includes(weekday))
    .flatMap(({ fromMinute, toMinute }) =>
      fill(
        firstInstantOf(day, fromMinute, hours.zone),
        firstInstantOf(day, toMinute, hours.zone),
        slotMinutes * MINUTE_MS,
        (slotMinutes + bufferMinutes) * MINUTE_MS,
      ),
    );
  return [...new Map(slots.map((slot) => [slot.startMs, slot])).values()].sort((a, b) => a.startMs - b.startMs);
}

function fill(fromMs: EpochMs, toMs: EpochMs, lengthMs: number, stepMs: number): Slot[] {
  const count = Math.max(0, Math.floor((toMs - fromMs - lengthMs) / stepMs) + 1);
  return Array.from({ length: count }, (_, index) => {
    const startMs = fromMs + index * stepMs;
    return { startMs, endMs: startMs + lengthMs };
  });
}

/** Between which instants a meeting may begin that is booked now. */
export const bookableFrom = ({ noticeMinutes }: Availability, nowMs: EpochMs): EpochMs =>
  nowMs + noticeMinutes * MINUTE_MS;
export const bookableUntil = ({ horizonDays }: Availability, nowMs: EpochMs): EpochMs => nowMs + horizonDays * DAY_MS;

/** The slots of some days, in order, that may be booked now. */
export function bookableSlots(availability: Availability, from: Day, days: number, nowMs: EpochMs): readonly Slot[] {
  const [firstMs, lastMs] = [bookableFrom(availability, nowMs), bookableUntil(availability, nowMs)];
  return Array.from({ length: days }, (_, index) => addDays(from, index))
    .flatMap((day) => slotsOfDay(availability, day))
    .filter(({ startMs }) => startMs >= firstMs && startMs <= lastMs);
}

/** The slot that begins at an instant; undefined where none does. */
export const slotAt = (availability: Availability, startMs: EpochMs): Slot | undefined =>
  slotsOfDay(availability, dayOf(startMs, availability.hours.zone)).find((slot) => slot.startMs === startMs);
