import { sha256Hex } from '../kernel/ids.ts';
import { invariant } from '../kernel/result.ts';
import { dayOf } from '../kernel/time.ts';
import { account, assertBalanced, type Entry } from '../ledger/model.ts';
import type { Line, Run } from './model.ts';

/**
 * What the bank, the ledger and a return call one payment: the same line always has the same. Within the 30 characters of
 * capitals, digits and hyphens that every bank format takes.
 */
export const paymentReference = (runId: string, publisherId: string): string =>
  `CB-${sha256Hex(`${runId}\u001f${publisherId}`).slice(0, 24).toUpperCase()}`;

/** What a paid line books: we owe the publisher less, and the money is on its way. */
export function entryOfPayment(run: Run, line: Line, zone: string): Entry {
  const { publisherId, payMinor, currency } = line;
  invariant(run.approved, `run ${run.runId} was approved`);
  // The approval's own instant, so that a retry books the same entry to the letter.
  const bookedAtMs = run.approved.atMs;
  return assertBalanced({
    entryId: paymentReference(run.runId, publisherId),
    kind: 'payment',
    publisherId,
    payableDay: dayOf(bookedAtMs, zone),
    bookedAtMs,
    reason: `paid in ${run.runId}`,
    postings: [
      { account: account.payable(publisherId), amountMinor: payMinor, currency },
      { account: account.inTransit, amountMinor: -payMinor, currency },
    ],
  });
}
