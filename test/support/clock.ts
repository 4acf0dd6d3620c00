import type { IdSource } from '../../shared/kernel/ids.ts';
import type { Clock, EpochMs } from '../../shared/kernel/time.ts';

/** A clock that stands still until the test moves it. */
export class TestClock implements Clock {
  #nowMs: EpochMs;

  constructor(nowMs: EpochMs = Date.UTC(2026, 2, 2, 15, 0, 0)) {
    this.#nowMs = nowMs;
  }

  nowMs(): EpochMs {
    return this.#nowMs;
  }

  advance(ms: number): void {
    this.#nowMs += ms;
  }

  set(nowMs: EpochMs): void {
    this.#nowMs = nowMs;
  }
}

/** Ids that count: `offer_1`, `offer_2`. */
export const countingIds = (): IdSource => {
  let count = 0;
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}_${count}`;
    },
  };
};
