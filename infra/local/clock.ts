import { readJsonFile, writeJsonFile } from './state/json-file.ts';

/**
 * The movable clock: real time plus an offset that only grows. The offset lives in shared memory so that each worker's
 * `Date` follows at once, and in a file so that a restart goes on from the same day.
 */
export type LocalClock = {
  readonly shared: SharedArrayBuffer;
  nowMs(): number;
  offsetMs(): number;
  /** Moves the clock to `toMs` (epoch milliseconds); a time that is not ahead leaves it where it is. */
  moveTo(toMs: number): void;
};

export function openClock(file: string, realNowMs: () => number = Date.now): LocalClock {
  const shared = new SharedArrayBuffer(8);
  const cell = new BigInt64Array(shared);
  const saved = readJsonFile(file) as { offsetMs?: number } | undefined;
  Atomics.store(cell, 0, BigInt(saved?.offsetMs ?? 0));
  const offsetMs = (): number => Number(Atomics.load(cell, 0));
  return {
    shared,
    offsetMs,
    nowMs: () => realNowMs() + offsetMs(),
    moveTo: (toMs) => {
      const next = Math.round(toMs - realNowMs());
      if (next <= offsetMs()) return;
      // Saved first: after a crash in between the clock may be ahead of what ran, never behind it.
      writeJsonFile(file, { offsetMs: next });
      Atomics.store(cell, 0, BigInt(next));
    },
  };
}
