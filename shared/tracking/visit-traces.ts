import type { Holding } from './model.ts';

/** A visit that a lease still knows. */
export interface VisitTrace {
  readonly poolId: string;
  readonly number: string;
  readonly holding: Holding;
}

export interface VisitTraces {
  /** Visits of a publisher's pages in its pools, among the last three of each number. */
  of(publisherId: string, visitIds: ReadonlySet<string>): Promise<readonly VisitTrace[]>;
  /** Takes landing page, referrer and campaign out of them; who holds a number, and until when, stays. */
  strip(publisherId: string, visitIds: ReadonlySet<string>): Promise<number>;
}
