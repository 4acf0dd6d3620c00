import { deterministicId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { type AdjustPorts, bookFrozen } from './adjust.ts';
import { account, type Entry } from './model.ts';

export interface ReturnedPayment {
  readonly publisherId: string;
  /** The payment's entry. */
  readonly entryId: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
}

/**
 * Takes a payment back, once, however often and by whatever file it is reported: the money is no longer on its way, and the
 * network owes it again from today on.
 *
 * @throws Problem `unavailable` while a day is closing: ask again in some minutes
 */
export async function bookReturn(ports: AdjustPorts, payment: ReturnedPayment, reason: string): Promise<Entry> {
  const { publisherId, entryId, amountMinor, currency } = payment;
  return bookFrozen(ports, {
    entryId: deterministicId('entry', entryId, 'return'),
    kind: 'return',
    publisherId,
    reason,
    reverses: entryId,
    postings: [
      { account: account.inTransit, amountMinor, currency },
      { account: account.payable(publisherId), amountMinor: -amountMinor, currency },
    ],
  });
}
