import type { Day } from '../kernel/time.ts';
import type { Fact, FactFilter, Traits } from './model.ts';

export interface FactStore {
  /** Keeps a fact once; the same one again changes nothing, and an older report never takes the place of a newer one. */
  keep(day: Day, fact: Fact): Promise<void>;
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
