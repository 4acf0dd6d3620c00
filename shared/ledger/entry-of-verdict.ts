import type { Terms } from '../catalog/model.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { PostingKey } from '../outcomes/model.ts';
import { account, assertBalanced, type Entry, type Posting } from './model.ts';

/**
 * What a qualified verdict books: the advertiser owes the charge, the publisher earns the payout, the network keeps the
 * rest. A payout above the charge is a loss the network took on knowingly: revenue is then debited. A part that is zero
 * has no posting.
 *
 * @returns undefined where nothing is owed at all (an offer at no charge and no payout)
 */
export function entryOfVerdict(
  key: PostingKey,
  terms: Terms,
  outcomeId: string,
  judgedAtMs: EpochMs,
): Entry | undefined {
  const { chargeMinor, payoutMinor, currency, advertiserId } = terms;
  const parts: Posting[] = [
    { account: account.receivable(advertiserId), amountMinor: chargeMinor, currency },
    { account: account.payable(key.publisherId), amountMinor: -payoutMinor, currency },
    { account: account.revenue, amountMinor: payoutMinor - chargeMinor, currency },
  ];
  const postings = parts.filter((posting) => posting.amountMinor !== 0n);
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
    postings,
  });
}
