import type { Clock } from '../kernel/time.ts';
import type { Journal } from '../outcomes/ports.ts';
import { entryOfVerdict } from './entry-of-verdict.ts';
import type { Entry } from './model.ts';
import type { EntryBook } from './ports.ts';
import { postingWindow } from './posting-window.ts';

export interface PostingPorts {
  readonly book: EntryBook;
  readonly clock: Clock;
  /** The network's zone: days are cut in it. */
  readonly zone: string;
}

/**
 * Posts an entry into its day while that is open. Afterwards `posted` says that it was there in time; `wait` and `closed`
 * that it is not, so that `closed` allows its key to move.
 */
export async function postEntry(
  { book, clock, zone }: PostingPorts,
  entry: Entry,
): Promise<'posted' | 'wait' | 'closed'> {
  const window = postingWindow(entry.payableDay, clock.nowMs(), zone);
  if (window === 'open') {
    await book.book(entry);
    return 'posted';
  }
  const there = await book.find(entry.publisherId, entry.payableDay, entry.entryId);
  return there ? 'posted' : window;
}

/** The ledger as judging sees it. */
export const verdictJournal = (ports: PostingPorts): Journal => ({
  async post(key, terms, outcomeId, judgedAtMs) {
    const entry = entryOfVerdict(key, terms, outcomeId, judgedAtMs);
    return entry ? postEntry(ports, entry) : 'posted';
  },
});
