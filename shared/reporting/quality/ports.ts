import type { Page, PageRequest } from '../../kernel/page.ts';
import type { Day } from '../../kernel/time.ts';
import type { QualityCounts } from './score.ts';

/** What one publisher's score was reckoned from. */
export interface Scored {
  readonly publisherId: string;
  /** The last day that counts. */
  readonly asOf: Day;
  readonly counts: QualityCounts;
}

/** The same, and what it is made up of: by source, by who of the publisher's people brought it, and by whose offers they were. */
export interface ScoredParts extends Scored {
  readonly sources: ReadonlyMap<string, QualityCounts>;
  readonly setters: ReadonlyMap<string, QualityCounts>;
  readonly advertisers: ReadonlyMap<string, QualityCounts>;
}

/** More sources or setters than that are made up; those that were seen first are kept. */
export const MAX_PARTS = 200;

export type PartKind = 'source' | 'setter';

export interface QualityStore {
  /** Keeps it in the place of what was there; the same again changes nothing. */
  keep(scored: ScoredParts): Promise<void>;
  /** For a publisher of whom nothing is known any more. */
  forget(publisherId: string): Promise<void>;
  get(publisherId: string): Promise<Scored | undefined>;
  /** In no order, without those of whom nothing is known. */
  getAll(publisherIds: readonly string[]): Promise<readonly Scored[]>;
  list(page: PageRequest): Promise<Page<Scored>>;
  /** As of that day; `name` is the source, or the setter's id. */
  parts(kind: PartKind, publisherId: string, asOf: Day): Promise<readonly (Scored & { readonly name: string })[]>;
  part(kind: PartKind, publisherId: string, asOf: Day, name: string): Promise<Scored | undefined>;
  /** What the advertiser itself bought of each publisher. */
  boughtBy(advertiserId: string, page: PageRequest): Promise<Page<Scored>>;
  bought(advertiserId: string, publisherId: string): Promise<Scored | undefined>;
}
