import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';

/** A receiver that took nothing for so long is paused; what waits for it is kept. */
const PAUSE_AFTER_MS = 3 * DAY_MS;

/** Nobody is judged by fewer tries, however long ago the first was: we may have been away ourselves. */
const MIN_TRIES = 10;

/** A single event that is refused for so long, while others are taken, is given up: longer than the pause takes to come. */
const PATIENCE_MS = PAUSE_AFTER_MS + 6 * HOUR_MS;

/** The longest an event waits between two tries, and a receiver that is back waits for its first. */
const LONGEST_MS = 4 * HOUR_MS;
const LONGEST_BREAK_MS = HOUR_MS;

/** So many failures in a row, and the receiver itself is left alone for a while. */
const FAILURES_BEFORE_BREAK = 3;

/** 1, 2, 4, 8 … minutes, each a quarter more or less, so that what failed together does not come back together. */
const backoffMs = (failures: number, longestMs: number, random: number): number =>
  Math.round(Math.min(longestMs, MINUTE_MS * 2 ** Math.min(failures - 1, 20)) * (0.75 + random / 2));

/** When an event is tried again after so many tries; undefined when it is given up. */
export function nextTryMs(tries: number, sinceMs: EpochMs, nowMs: EpochMs, random: number): EpochMs | undefined {
  const nextMs = nowMs + backoffMs(tries, LONGEST_MS, random);
  if (tries < MIN_TRIES) return nextMs;
  const endMs = sinceMs + PATIENCE_MS;
  return nowMs >= endMs ? undefined : Math.min(endMs, nextMs);
}

/** Whether a receiver that failed so often, without a success since, is paused. */
export const isPausedAfter = (failures: number, sinceMs: EpochMs, nowMs: EpochMs): boolean =>
  failures >= MIN_TRIES && nowMs - sinceMs >= PAUSE_AFTER_MS;

/** Until when a receiver is left alone after so many failures in a row. */
export const breakUntilMs = (failures: number, nowMs: EpochMs, random: number): EpochMs =>
  failures < FAILURES_BEFORE_BREAK
    ? nowMs
    : nowMs + backoffMs(failures - FAILURES_BEFORE_BREAK + 1, LONGEST_BREAK_MS, random);

/** A date as HTTP writes it (RFC 9110 section 5.6.7); the two forms that are obsolete are not read. */
const HTTP_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** For how long a receiver asks to be left alone by `Retry-After` (RFC 9110 section 10.2.3), as far as it is reasonable. */
export function retryAfterMs(header: string | undefined, nowMs: EpochMs): number {
  const askedMs = askedForMs(header ?? '', nowMs);
  return Math.min(Math.max(askedMs, 0) || 0, LONGEST_MS);
}

/** NaN for a date that no calendar has. */
function askedForMs(header: string, nowMs: EpochMs): number {
  if (/^\d{1,6}$/.test(header)) return Number(header) * SECOND_MS;
  return HTTP_DATE.test(header) ? Date.parse(header) - nowMs : 0;
}
