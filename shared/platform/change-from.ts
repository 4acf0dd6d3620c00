import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../kernel/problem.ts';

/** For a few scripts that change one thing at the same moment: with full jitter the last try is a second after the first at most. */
const MAX_TRIES = 7;
const FIRST_PAUSE_MS = 10;

/** What was kept before versions counted carries none: it is at its first. */
export const FIRST_VERSION = 1;

/** @throws Problem `stale` where a change was made from another version than the current one; whoever names none takes any */
export function refuseStale(current: number, expected: number | undefined): void {
  if (expected === undefined || expected === current) return;
  if (current === 0) throw new Problem('stale', `there is none now: version ${expected} was named`);
  throw new Problem('stale', `version ${current} is current, not ${expected}`);
}

/** How often a thing was changed, counting that it was made; 0 for what is not there. */
export const countedVersion = (thing: { readonly version?: number | undefined } | undefined): number =>
  thing === undefined ? 0 : (thing.version ?? FIRST_VERSION);

/** Where a thing that is changed as a whole is kept. */
export interface Versioned<T> {
  /** As it is now, strongly consistent. */
  read(): Promise<T | undefined>;
  /** Counts its changes. */
  versionOf(current: T): number;
  /** Writes what follows it, unless it is at another version than it was read at, 0 where it was not there: then `stale`. */
  write(current: T | undefined, version: number): Promise<T | 'stale'>;
}

/**
 * Changes a thing from the version that whoever changes it has seen, or from whichever is current where they name none. Either
 * way no two changes are made from the same version.
 *
 * @throws Problem `stale` when it is another version by now
 */
export async function changeFrom<T>(thing: Versioned<T>, expected: number | undefined): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const current = await thing.read();
    const version = current === undefined ? 0 : thing.versionOf(current);
    refuseStale(version, expected);
    const written = await thing.write(current, version);
    if (written !== 'stale') return written;
    await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** tries);
  }
  throw new Problem('unavailable', 'others are changing it all the time; try again');
}
