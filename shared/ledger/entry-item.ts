import { z } from 'zod';
import { qualityStandingStored } from '../catalog/quality-tiers.ts';
import { minorStored } from '../kernel/schemas.ts';
import { isDay } from '../kernel/time.ts';
import { entrySk, ledgerPk } from './keys.ts';
import { assertBalanced, type Entry } from './model.ts';

/**
 * The stored form of an entry, under 1 KB. Publisher, payable day and id are in the key. Short names, since a payout run
 * reads a hundred thousand of these.
 */
const storedEntry = z.object({
  pk: z.string().startsWith('PUB#'),
  sk: z.string(),
  kind: z.enum(['verdict', 'payment', 'return', 'reserve', 'adjustment']),
  at: z.int().nonnegative(),
  reason: z.string(),
  outcomeId: z.string().optional(),
  offerId: z.string().optional(),
  setter: z.string().optional(),
  quality: qualityStandingStored.optional(),
  reverses: z.string().optional(),
  /** A payment's own day: its key names its run instead. */
  day: z.string().refine(isDay).optional(),
  postings: z.array(z.object({ a: z.string(), m: minorStored, c: z.string().length(3) })).min(2),
});

const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** @throws Error when the entry is not balanced: nothing like that may ever be stored */
export function entryItem(entry: Entry, sk = entrySk(entry.payableDay, entry.entryId)) {
  assertBalanced(entry);
  return {
    pk: ledgerPk(entry.publisherId),
    sk,
    kind: entry.kind,
    at: entry.bookedAtMs,
    reason: entry.reason,
    outcomeId: entry.outcomeId,
    offerId: entry.offerId,
    setter: entry.setterId,
    quality: entry.quality,
    reverses: entry.reverses,
    day: sk.startsWith(entry.payableDay) ? undefined : entry.payableDay,
    postings: entry.postings.map((posting) => ({ a: posting.account, m: posting.amountMinor, c: posting.currency })),
  };
}

/** @throws a zod error, or Error when its postings do not sum to zero: the ledger was changed from outside */
export function entryOf(item: unknown): Entry {
  const stored = storedEntry.parse(item);
  return assertBalanced({
    entryId: stored.sk.slice(stored.sk.lastIndexOf('#') + 1),
    kind: stored.kind,
    publisherId: stored.pk.slice('PUB#'.length),
    payableDay: stored.day ?? stored.sk.slice(0, DAY_LENGTH),
    bookedAtMs: stored.at,
    reason: stored.reason,
    outcomeId: stored.outcomeId,
    ...(stored.offerId === undefined ? {} : { offerId: stored.offerId }),
    ...(stored.setter !== undefined && { setterId: stored.setter }),
    ...(stored.quality && { quality: stored.quality }),
    reverses: stored.reverses,
    postings: stored.postings.map(({ a, m, c }) => ({ account: a, amountMinor: m, currency: c })),
  });
}
