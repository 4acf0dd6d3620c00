import { DEFAULT_WINDOWS, type Windows } from '../catalog/aftermath.ts';
import { addDays, type Day, dayOf, type EpochMs } from '../kernel/time.ts';

/** The last days, each included, on which something may still happen to a judged outcome. */
export interface Deadlines {
  readonly disputableUntil: Day;
  /** Corrections end with this day; a paid outcome is final from then on. */
  readonly correctableUntil: Day;
  readonly feedbackUntil: Day;
  /** Absent where the terms give no credit. */
  readonly creditableUntil?: Day;
  /** Absent where the terms give no replacement. */
  readonly replaceableUntil?: Day;
}

/** Counted from the verdict's day in the network's zone, by the terms that were frozen when the outcome was opened. */
export function deadlinesOf(
  { windows = DEFAULT_WINDOWS }: { readonly windows?: Windows | undefined },
  judgedAtMs: EpochMs,
  zone: string,
): Deadlines {
  const judged = dayOf(judgedAtMs, zone);
  return {
    disputableUntil: addDays(judged, windows.disputeDays),
    correctableUntil: addDays(judged, windows.clawbackDays),
    feedbackUntil: addDays(judged, windows.feedbackDays),
    ...(windows.creditDays !== undefined && { creditableUntil: addDays(judged, windows.creditDays) }),
    ...(windows.replacement && { replaceableUntil: addDays(judged, windows.replacement.askDays) }),
  };
}

/**
 * The last day on which a publisher may dispute what was decided without it at `sinceMs`: its rejection, or what took its
 * money back later. Never beyond the day from which on the outcome is final.
 */
export function objectionUntil(
  terms: { readonly windows?: Windows | undefined },
  judgedAtMs: EpochMs,
  sinceMs: EpochMs,
  zone: string,
): Day {
  const { objectionDays, disputeDays } = terms.windows ?? DEFAULT_WINDOWS;
  const lastDay = addDays(dayOf(sinceMs, zone), objectionDays ?? disputeDays);
  const { correctableUntil } = deadlinesOf(terms, judgedAtMs, zone);
  return [lastDay, correctableUntil].sort()[0] ?? lastDay;
}
