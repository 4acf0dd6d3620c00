import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { isDay } from '../kernel/time.ts';
import { advertiserPk } from './keys.ts';
import { type AdvertiserEntry, assertBalanced } from './model.ts';

/** The stored form, short as a publisher's entry; advertiser and id are in the key. */
const stored = z.object({
  pk: z.string().startsWith('ADV#'),
  sk: z.string(),
  kind: z.enum(['deposit', 'tax']),
  day: z.string().refine(isDay),
  at: z.int().nonnegative(),
  reason: z.string(),
  reverses: z.string().optional(),
  postings: z.array(z.object({ a: z.string(), m: minorStored, c: z.string().length(3) })).min(2),
});

/** @throws Error when the entry is not balanced: nothing like that may ever be stored */
export function advertiserEntryItem(entry: AdvertiserEntry) {
  assertBalanced(entry);
  return {
    pk: advertiserPk(entry.advertiserId),
    sk: entry.entryId,
    day: entry.day,
    kind: entry.kind,
    at: entry.bookedAtMs,
    reason: entry.reason,
    reverses: entry.reverses,
    postings: entry.postings.map((posting) => ({ a: posting.account, m: posting.amountMinor, c: posting.currency })),
  };
}

/** @throws a zod error, or Error when its postings do not sum to zero: the ledger was changed from outside */
export function advertiserEntryOf(item: unknown): AdvertiserEntry {
  const { pk, sk, kind, day, at, reason, reverses, postings } = stored.parse(item);
  return assertBalanced({
    entryId: sk,
    kind,
    advertiserId: pk.slice('ADV#'.length),
    day,
    bookedAtMs: at,
    reason,
    ...(reverses === undefined ? {} : { reverses }),
    postings: postings.map(({ a, m, c }) => ({ account: a, amountMinor: m, currency: c })),
  });
}
