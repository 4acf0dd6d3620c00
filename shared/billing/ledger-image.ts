import { z } from 'zod';
import { isDay } from '../kernel/time.ts';
import { assertBalanced } from '../ledger/model.ts';
import type { BookedEntry } from './model.ts';

const text = z.object({ S: z.string() }).transform(({ S }) => S);
const whole = z.object({ N: z.string().regex(/^-?\d+$/) }).transform(({ N }) => BigInt(N));
const posting = z
  .object({ M: z.object({ a: text, m: whole, c: text }) })
  .transform(({ M }) => ({ account: M.a, amountMinor: M.m, currency: M.c }));

/** An entry as the stream of `ledger` has it, in DynamoDB's wire form. */
const entryImage = z.object({
  pk: text,
  sk: text,
  kind: text,
  at: whole,
  reason: text,
  outcomeId: text.optional(),
  offerId: text.optional(),
  reverses: text.optional(),
  day: text.optional(),
  postings: z.object({ L: z.array(posting).min(2) }).transform(({ L }) => L),
});

const anyImage = z.object({ pk: text, sk: text, postings: z.unknown().optional() });

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/**
 * An entry out of a stream record's image; undefined for what is none (the frozen day of an adjustment).
 *
 * @throws a zod error for an entry that can't be read, Error for one that does not sum to zero
 */
export function entryOfImage(image: unknown): BookedEntry | undefined {
  if (image === undefined || anyImage.parse(image).postings === undefined) return undefined;
  const { pk, sk, kind, at, reason, outcomeId, offerId, reverses, day, postings } = entryImage.parse(image);
  return assertBalanced({
    entryId: sk.slice(sk.lastIndexOf('#') + 1),
    kind,
    publisherId: pk.startsWith('PUB#') ? pk.slice('PUB#'.length) : undefined,
    payableDay: z
      .string()
      .refine(isDay)
      .parse(day ?? sk.slice(0, DAY_LENGTH)),
    bookedAtMs: Number(at),
    reason,
    outcomeId,
    offerId,
    reverses,
    postings,
  });
}
