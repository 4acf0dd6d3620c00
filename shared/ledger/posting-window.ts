import { type Day, type EpochMs, endOfDayMs, MINUTE_MS } from '../kernel/time.ts';

/**
 * Closing a day without a transaction per entry (DESIGN 4.3). Writers post into a day until 15 minutes after its end. Whoever
 * looked then and is still writing has at most 60 s to live, so from 30 minutes on nobody writes there any more: what is
 * not in that day by then will never be, and its key may move. Between the two nobody can know, so one waits.
 */
const POSTING_ENDS_MS = 15 * MINUTE_MS;
const MOVING_BEGINS_MS = 30 * MINUTE_MS;

export type PostingWindow = 'open' | 'wait' | 'closed';

/** Whether a day of the zone still takes entries; days to come do. */
export function postingWindow(day: Day, nowMs: EpochMs, zone: string): PostingWindow {
  const sinceEndMs = nowMs - endOfDayMs(day, zone);
  if (sinceEndMs < POSTING_ENDS_MS) return 'open';
  return sinceEndMs < MOVING_BEGINS_MS ? 'wait' : 'closed';
}
