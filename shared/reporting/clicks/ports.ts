import type { Currency } from '../../kernel/money.ts';
import type { Page, PageRequest } from '../../kernel/page.ts';
import type { Day } from '../../kernel/time.ts';
import type { Place } from '../model.ts';
import type { Period } from '../read-facts.ts';

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
  /** A publisher's rows, the newest day first. */
  list(publisherId: string, period: Period, page: PageRequest): Promise<Page<ClickRow>>;
}

export interface ClickOffers {
  /** Undefined for an offer that is not there. */
  offer(offerId: string): Promise<Pick<Place, 'advertiserId' | 'model'> | undefined>;
}
