import type { Page, PageRequest } from '../../kernel/page.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { StoredCall } from '../ports.ts';
import type { Watch } from './watch.ts';

/** As those who open a call ask it: never fails, and never keeps a caller waiting. */
export interface WatchReader {
  isWatched(advertiserId: string): Promise<boolean>;
}

export interface WatchStore {
  get(advertiserId: string): Promise<Watch | undefined>;
  keep(advertiserId: string, watch: Watch): Promise<void>;
}

export interface LiveCallFilter {
  readonly advertiserId: string;
  readonly offerId?: string | undefined;
  /** None that came in before. */
  readonly fromMs: EpochMs;
}

export interface LiveCalls {
  /** Calls without a verdict, the newest first; a second behind what is written. */
  list(filter: LiveCallFilter, page: PageRequest): Promise<Page<StoredCall>>;
}
