import type { Tally } from './model.ts';

export interface DailyCounters {
  /** Adds verdicts to their counters; those that were counted before change nothing. */
  add(tally: Tally): Promise<void>;
}
