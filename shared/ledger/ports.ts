import type { Day } from '../kernel/time.ts';
import type { Entry } from './model.ts';

/** The ledger itself: append only. */
export interface EntryBook {
  /**
   * Books an entry once, under its publisher and payable day; booking it again changes nothing.
   *
   * @throws Error when another entry stands under that name: two causes with one id, or a cause that changed
   */
  book(entry: Entry): Promise<void>;
  /** Strongly consistent. */
  find(publisherId: string, payableDay: Day, entryId: string): Promise<Entry | undefined>;
}

export interface EntryReader {
  /** Entries payable from one day to another, both included, in key order, strongly consistent, page by page. */
  pages(publisherId: string, fromDay: Day, toDay: Day): AsyncIterable<readonly Entry[]>;
  /** Every entry of a publisher, payments included, in key order, strongly consistent, page by page. */
  allPages(publisherId: string): AsyncIterable<readonly Entry[]>;
}

/** Payments stand outside every payable day, under their run. */
export interface PaymentBook {
  /** Books a payment once; booking it again changes nothing. */
  bookPayment(runId: string, entry: Entry): Promise<void>;
}

/** Where an adjustment freezes its payable day before it is booked, so that a retry on another day finds the same place. */
export interface FrozenDays {
  /** What stands for this entry: the day and input given, unless some were frozen before. Strongly consistent. */
  freeze(
    publisherId: string,
    entryId: string,
    day: Day,
    inputHash: string,
  ): Promise<{ readonly day: Day; readonly inputHash: string }>;
  /** Moves a frozen day; the day that stands afterwards comes back, whoever moved it. */
  move(publisherId: string, entryId: string, from: Day, to: Day): Promise<Day>;
}
