import type { EpochMs } from '../kernel/time.ts';
import type { PostingKey } from '../outcomes/model.ts';
import type { BookedTerms } from '../outcomes/ports.ts';
import { assertBalanced, type Entry, postingsOf } from './model.ts';

/**
 * What a qualified verdict books ({@link postingsOf}). A part that is zero has no posting.
 *
 * @returns undefined where nothing is owed at all (an offer at no charge and no payout)
 */
export function entryOfVerdict(
  key: PostingKey,
  terms: BookedTerms,
  outcomeId: string,
  judgedAtMs: EpochMs,
): Entry | undefined {
  const sides = { advertiserId: terms.advertiserId, publisherId: key.publisherId };
  const postings = postingsOf(sides, terms).filter((posting) => posting.amountMinor !== 0n);
  if (postings.length === 0) return undefined;
  return assertBalanced<Entry>({
    entryId: key.entryId,
    kind: 'verdict',
    publisherId: key.publisherId,
    payableDay: key.payableDay,
    // The verdict's own instant, so that a retry books the same entry to the letter.
    bookedAtMs: judgedAtMs,
    reason: 'qualified',
    outcomeId,
    offerId: terms.offerId,
    ...(terms.setterId !== undefined && { setterId: terms.setterId }),
    ...(terms.quality && { quality: terms.quality }),
    postings,
  });
}
