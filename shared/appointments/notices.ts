import type { Page, PageRequest } from '../kernel/page.ts';
import type { Day, EpochMs } from '../kernel/time.ts';

/** What the attendee of a meeting is to be told. The network's own sender delivers it; here it is said, once. */
export const NOTICE_KINDS = ['booked', 'moved', 'cancelled', 'reminder'] as const;

export interface Notice {
  readonly outcomeId: string;
  readonly kind: (typeof NOTICE_KINDS)[number];
  readonly atMs: EpochMs;
  /** Of the invitation: how often the meeting was moved. */
  readonly sequence: number;
}

export interface Notices {
  /** Adding the same one again changes nothing. */
  add(notice: Notice): Promise<void>;
}

export interface NoticeReader {
  /** Those of one day (UTC), oldest first. */
  ofDay(day: Day, page: PageRequest): Promise<Page<Notice>>;
}
