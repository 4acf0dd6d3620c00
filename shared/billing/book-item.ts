import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { type Day, isDay } from '../kernel/time.ts';
import { assertBalanced } from '../ledger/model.ts';
import { advertiserAccountKey, journalPk, journalSort } from './keys.ts';
import { advertiserOf, type BookedEntry } from './model.ts';

/** An entry as the books keep it: under the day it was booked, and in an index under its advertiser. */
export function bookItem(entry: BookedEntry, day: Day) {
  const sk = journalSort(entry.bookedAtMs, entry.entryId);
  const advertiserId = advertiserOf(entry);
  return {
    pk: journalPk(day),
    sk,
    ...(advertiserId === undefined ? {} : { accountKey: advertiserAccountKey(advertiserId), accountSort: sk }),
    publisherId: entry.publisherId,
    kind: entry.kind,
    payableDay: entry.payableDay,
    at: entry.bookedAtMs,
    reason: entry.reason,
    outcomeId: entry.outcomeId,
    offerId: entry.offerId,
    reverses: entry.reverses,
    postings: entry.postings.map((posting) => ({ a: posting.account, m: posting.amountMinor, c: posting.currency })),
  };
}

const stored = z.object({
  sk: z.string(),
  publisherId: z.string().optional(),
  kind: z.string(),
  payableDay: z.string().refine(isDay),
  at: z.int().nonnegative(),
  reason: z.string(),
  outcomeId: z.string().optional(),
  offerId: z.string().optional(),
  reverses: z.string().optional(),
  postings: z.array(z.object({ a: z.string(), m: minorStored, c: z.string() })).min(2),
});

/** @throws a zod error, or Error when it is not balanced */
export function bookedEntryOf(item: unknown): BookedEntry {
  const { sk, at, postings, ...rest } = stored.parse(item);
  return assertBalanced({
    ...rest,
    entryId: sk.slice(sk.indexOf('#') + 1),
    bookedAtMs: at,
    postings: postings.map(({ a, m, c }) => ({ account: a, amountMinor: m, currency: c })),
  });
}
