import type { EpochMs } from '../kernel/time.ts';

/** A link with which an attendee manages one meeting: signed, for that one only, and as long as it may matter. */
export interface BookingLinks {
  sign(outcomeId: string, untilMs: EpochMs): Promise<string>;
  /** The outcome it was made for; undefined for one that was not made here, or is over. */
  read(token: string, nowMs: EpochMs): Promise<string | undefined>;
}

/** Meetings are moved, so a link outlives the first date of its own. */
export const LINK_LIFE_DAYS = 180;
