import { parentPort, workerData } from 'node:worker_threads';
import { runSeed } from './run-seed.ts';

/** Which seeds are one worker's: every n-th. */
export interface Share {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

export interface Played {
  readonly seed: number;
  readonly events: number;
  readonly violations: readonly string[];
}

const { first, last, step } = workerData as Share;
for (let seed = first; seed <= last; seed += step) {
  const { events, violations } = await runSeed({ seed });
  const played: Played = { seed, events, violations: violations.map(({ what }) => what) };
  parentPort?.postMessage(played);
}
