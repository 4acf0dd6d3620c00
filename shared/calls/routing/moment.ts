import { type EpochMs, type WallClock, wallClock } from '../../kernel/time.ts';

/**
 * One instant seen from many zones. Reading a wall clock costs some twenty microseconds and a market's thousand targets live
 * in a handful of zones, so each zone is read once.
 */
export interface Moment {
  readonly atMs: EpochMs;
  readonly wall: (zone: string) => WallClock;
}

export function momentOf(atMs: EpochMs): Moment {
  const seen = new Map<string, WallClock>();
  const wall = (zone: string): WallClock => {
    const known = seen.get(zone);
    if (known) return known;
    const read = wallClock(atMs, zone);
    seen.set(zone, read);
    return read;
  };
  return { atMs, wall };
}
