import type { Planted } from './planted.ts';
import { runSeed } from './run-seed.ts';

export interface Found {
  readonly seed: number;
  readonly what: string;
}

/** The first seed that notices a planted fault, if one within its bound does. */
export async function findPlanted(planted: Planted, first = 1): Promise<Found | undefined> {
  for (let seed = first; seed < first + planted.within; seed += 1) {
    const { violations } = await runSeed({ seed, planted });
    if (violations[0]) return { seed, what: violations[0].what };
  }
  return undefined;
}
