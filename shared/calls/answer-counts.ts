import { DAY_MS, type EpochMs } from '../kernel/time.ts';

/** How many calls a target was sent and how many it answered: of this week, and of the week before, which fades as this one passes. */
export interface AnswerCounts {
  /** Weeks since the epoch. */
  readonly k: number;
  readonly o: number;
  readonly a: number;
  /** Of the week before: offered, answered. */
  readonly po: number;
  readonly pa: number;
}

/** What became of one call that a target was sent. */
export interface Heard {
  readonly answered: boolean;
  readonly atMs: EpochMs;
}

const WEEK_MS = 7 * DAY_MS;

export const weekOf = (atMs: EpochMs): number => Math.floor(atMs / WEEK_MS);

/** A target that nobody has tried counts as one that answers, and so does one that was not tried for two weeks. */
const TRUSTED_CALLS = 5;
const ALL_BPS = 10_000;

export const noCounts = (atMs: EpochMs): AnswerCounts => ({ k: weekOf(atMs), o: 0, a: 0, po: 0, pa: 0 });

/** One call more. A container whose clock is behind must not bring an earlier week back. */
export function countsWith(seen: AnswerCounts | undefined, { answered, atMs }: Heard): AnswerCounts {
  const { k, o, a, po, pa } = countsIn(seen, atMs);
  return { k, o: o + 1, a: a + Number(answered), po, pa };
}

function countsIn(seen: AnswerCounts | undefined, atMs: EpochMs): AnswerCounts {
  const k = weekOf(atMs);
  if (!seen || seen.k < k - 1) return noCounts(atMs);
  return seen.k === k - 1 ? { k, o: 0, a: 0, po: seen.o, pa: seen.a } : seen;
}

/**
 * The share of calls that were answered, in basis points: this week's in full and of the week before what has not faded yet,
 * with a few answered ones added, so that one missed call makes nobody a stranger. Undefined where nothing was counted.
 */
export function answeredBps(counts: readonly AnswerCounts[], nowMs: EpochMs): number | undefined {
  const left = 1 - (nowMs % WEEK_MS) / WEEK_MS;
  let offered = 0;
  let answered = 0;
  for (const each of counts) {
    const { o, a, po, pa } = countsIn(each, nowMs);
    offered += o + po * left;
    answered += a + pa * left;
  }
  if (offered === 0) return undefined;
  return Math.round((ALL_BPS * (answered + TRUSTED_CALLS)) / (offered + TRUSTED_CALLS));
}
