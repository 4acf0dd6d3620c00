import type { Day } from '../kernel/time.ts';
import type { Tally } from './model.ts';

export interface DailyCounters {
  /** Adds verdicts to their counters; those that were counted before change nothing. */
  add(tally: Tally): Promise<void>;
}

/** One publisher's verdicts on one offer in one day. */
export interface DailyCount {
  readonly day: Day;
  readonly offerId: string;
  readonly publisherId: string;
  readonly advertiserId: string;
  readonly qualified: number;
  readonly rejected: number;
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly currency?: string | undefined;
}

export interface DayFilter {
  readonly publisherId?: string;
  readonly advertiserId?: string;
}

export interface DailyCounts {
  /**
   * A day's counters by publisher, then offer.
   *
   * @throws Problem `too-large` for a day with more counters than one answer can hold
   */
  ofDay(day: Day, filter: DayFilter): Promise<readonly DailyCount[]>;
}
