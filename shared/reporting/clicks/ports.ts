import type { Currency } from '../../kernel/money.ts';
import type { Day } from '../../kernel/time.ts';
import type { Place } from '../model.ts';

/** What a publisher paid elsewhere for the clicks of one place and day; its own figure, for comparison only. */
export interface ClickRow extends Pick<Place, 'offerId' | 'source' | 'campaign' | 'medium' | 'term' | 'content'> {
  readonly day: Day;
  readonly clicks: number;
  readonly costMinor: bigint;
  readonly currency: Currency;
}

export interface ClickStore {
  /** All of them or none; a row of the same day and place takes the place of the one before. */
  keep(rows: readonly (ClickRow & Pick<Place, 'publisherId' | 'advertiserId' | 'model'>)[]): Promise<void>;
  ofDay(day: Day, publisherId: string): Promise<readonly ClickRow[]>;
}

export interface ClickOffers {
  /** Undefined for an offer that is not there. */
  offer(offerId: string): Promise<Pick<Place, 'advertiserId' | 'model'> | undefined>;
}
