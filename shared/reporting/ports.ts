import type { Day, EpochMs } from '../kernel/time.ts';
import type { Fact, FactFilter, KeptFact, Place, Traits, VisitKind } from './model.ts';

export interface FactStore {
  /** Keeps a fact once; the same one again changes nothing, and an older report never takes the place of a newer one. */
  keep(day: Day, fact: KeptFact): Promise<void>;
}

export interface FactReader {
  /**
   * The facts of a day that pass, page by page, in key order.
   *
   * @throws Problem `too-large` for a day with more than one answer can be made of
   */
  ofDay(day: Day, filter: FactFilter): AsyncIterable<readonly Fact[]>;
}

/** What an outcome is, for facts that only name it. */
export interface TraitReader {
  /** With the instant of its verdict. Strongly consistent; undefined for one that was not judged. */
  traitsOf(
    outcomeId: string,
  ): Promise<
    { readonly traits: Traits; readonly judgedAtMs: number; readonly currency?: string | undefined } | undefined
  >;
}

/** A visit as it began. */
export interface Visit {
  /** The same however often it is told of. */
  readonly visitId: string;
  readonly atMs: EpochMs;
  readonly got: VisitKind;
  readonly place: Place;
}

export interface VisitStore {
  /** Counts visits that are kept together, each once however often it is told. */
  count(day: Day, visits: readonly Visit[]): Promise<void>;
}

/** What pools and offers of the catalog stand for; neither ever changes in these. Absent ones are a fault, and thrown. */
export interface PlacementReader {
  pool(poolId: string): Promise<Pick<Place, 'publisherId' | 'offerId'>>;
  offer(offerId: string): Promise<Pick<Place, 'advertiserId' | 'model'>>;
}
