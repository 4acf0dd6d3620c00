import type { EpochMs } from '../kernel/time.ts';
import { MINUTE_MS } from '../kernel/time.ts';
import type { Availability } from './availability.ts';
import type { Slot } from './slots.ts';

/** The meetings of one offer that begin on one day, by outcome. */
export type Diary = Readonly<Record<string, Slot>>;

/**
 * How many more meetings fit beside those in the diary. Meetings and not slots are counted, so hours that the advertiser
 * changes later never put two where there is room for one.
 */
export function roomFor(diary: Diary, slot: Slot, { capacity, bufferMinutes }: Availability): number {
  const bufferMs = bufferMinutes * MINUTE_MS;
  const near = Object.values(diary).filter(
    (taken) => taken.startMs < slot.endMs + bufferMs && slot.startMs < taken.endMs + bufferMs,
  );
  return Math.max(0, capacity - busiest(near, bufferMs));
}

/** The most of them that go on at one instant: at the beginning of one of them. */
const busiest = (meetings: readonly Slot[], bufferMs: number): number =>
  Math.max(0, ...meetings.map(({ startMs: atMs }) => meetings.filter((each) => isBusy(each, atMs, bufferMs)).length));

const isBusy = ({ startMs, endMs }: Slot, atMs: EpochMs, bufferMs: number): boolean =>
  startMs <= atMs && atMs < endMs + bufferMs;
