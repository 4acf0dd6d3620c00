import type { Day, EpochMs } from '../kernel/time.ts';
import type { Fact, FactFilter, KeptFact, NamedDimension, Place, Traits, VisitKind } from './model.ts';

export interface FactStore {
  /** Keeps a fact once; the same one again changes nothing, and an older report never takes the place of a newer one. */
  keep(day: Day, fact: KeptFact): Promise<void>;
  /** Keeps a fact unless one of its name is there, whatever that says. */
  keepFirst(day: Day, fact: KeptFact): Promise<void>;
  /** What the fact of an outcome's verdict says that it is. Strongly consistent; undefined where none is kept. */
  traitsKept(day: Day, outcome: Pick<Traits, 'publisherId' | 'outcomeId'>): Promise<Traits | undefined>;
}

export interface FactReader {
  /**
   * The facts of a day that pass, page by page, in key order.
   *
   * @throws Problem `too-large` for a day with more than one answer can be made of
   */
  ofDay(day: Day, filter: FactFilter): AsyncIterable<readonly Fact[]>;
}

export interface JudgedTraits {
  readonly traits: Traits;
  readonly judgedAtMs: EpochMs;
  readonly currency?: string | undefined;
  /** The person was erased, and the outcome knows no longer what campaign it came from. */
  readonly isErased: boolean;
}

/** What an outcome is, for facts that only name it. */
export interface TraitReader {
  /** With the instant of its verdict. Strongly consistent; undefined for one that was not judged. */
  traitsOf(outcomeId: string): Promise<JudgedTraits | undefined>;
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

/** Something that facts name by its id. */
export interface Thing {
  readonly dimension: NamedDimension;
  readonly id: string;
  /** Of a target: it is found by its offer alone. */
  readonly offerId?: string | undefined;
}

/** What people call the things that reports name by id. */
export interface NameReader {
  /** The name of each, in the order in which they are asked for; undefined for what has none, or is no more. */
  namesOf(things: readonly Thing[]): Promise<readonly (string | undefined)[]>;
}
