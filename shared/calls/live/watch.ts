import { DAY_MS, type EpochMs } from '../../kernel/time.ts';

/**
 * An advertiser that looks at its calls on the line. Only theirs are listed: an entry in an index costs a call two write units, and
 * most calls have nobody who looks (ADR 0039).
 */
export interface Watch {
  /** Calls that came in earlier are not listed. */
  readonly sinceMs: EpochMs;
  readonly untilMs: EpochMs;
}

/** Whoever looked once this month finds every call on the line the next time. */
export const WATCH_MS = 30 * DAY_MS;

/** How long a container may go on not knowing that somebody looks. */
export const WATCH_SEEN_MS = 5_000;

/** A look prolongs the watch once a day and not at every poll. */
const RENEW_MS = DAY_MS;

/** What a look leaves: the watch as it stands, a longer one, or a new one where nobody looked for so long. */
export function lookedAt(standing: Watch | undefined, nowMs: EpochMs): Watch {
  const untilMs = nowMs + WATCH_MS;
  if (!standing || standing.untilMs <= nowMs) return { sinceMs: nowMs + WATCH_SEEN_MS, untilMs };
  return untilMs - standing.untilMs < RENEW_MS ? standing : { ...standing, untilMs };
}

export const isWatched = (watch: Watch | undefined, nowMs: EpochMs): boolean =>
  watch !== undefined && watch.untilMs > nowMs;
