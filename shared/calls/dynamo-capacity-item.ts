import { z } from 'zod';
import type { CapPeriod } from '../catalog/target-rules.ts';
import type { AnswerCounts } from './answer-counts.ts';
import type { Limits } from './capacity-limits.ts';

/** The places of one target, as its item in table `leases` has them. All places of a target share it, so names are short. */
export interface Stored {
  /** Place → when it expires, in seconds of the epoch. */
  readonly slots: Readonly<Record<string, number>>;
  /** Period → which one (`k`), calls in it (`c`), and what they cost together (`a`, minor units). */
  readonly used: Readonly<Partial<Record<CapPeriod, Used>>>;
  /** Unanswered calls: of this hour and this day, and the last one that was counted. */
  readonly missed?: Missed | undefined;
  readonly answers?: AnswerCounts | undefined;
  /** The last call without a place that was counted among `answers`. */
  readonly heard?: string | undefined;
  /** Counts promises, so that a whole rewrite notices those that came meanwhile. */
  readonly rev: number;
}

export interface Used {
  readonly k: string;
  readonly c: number;
  readonly a: bigint;
}

export interface Missed {
  readonly h: string;
  readonly hc: number;
  readonly d: string;
  readonly dc: number;
  readonly last: string;
}

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const count = z.object({ N: z.string() }).transform(({ N }) => Number(N));
const amount = z.object({ N: z.string() }).transform(({ N }) => BigInt(N));
const mapOf = <T>(inner: z.ZodType<T>): z.ZodType<T> => z.object({ M: inner }).transform((map) => (map as { M: T }).M);
const used = mapOf(z.object({ k: text, c: count, a: amount })).optional();

/** The item as a refused write returns it, in wire form. */
export const refusedItem: z.ZodType<Stored> = z.object({
  slots: mapOf(z.record(z.string(), count)),
  used: mapOf(z.object({ hour: used, day: used, month: used, total: used })),
  missed: mapOf(z.object({ h: text, hc: count, d: text, dc: count, last: text })).optional(),
  answers: mapOf(z.object({ k: count, o: count, a: count, po: count, pa: count })).optional(),
  heard: text.optional(),
  rev: count,
});

/** What a limit has used in its own period. A container whose clock is behind must not bring an earlier period back. */
export function usedNow(stored: Stored, { per, key }: Limits['limits'][number]): Used {
  const standing = stored.used[per];
  return standing && standing.k >= key ? standing : { k: key, c: 0, a: 0n };
}

/** Whether the target rests, because too many calls were not answered. */
export function isResting({ missed }: Stored, { patience }: Limits): boolean {
  if (!missed || !patience) return false;
  return (
    (missed.h === patience.hour && missed.hc >= patience.inHour) ||
    (missed.d === patience.day && missed.dc >= patience.inDay)
  );
}
