import type { AdvertiserStore } from '../catalog/ports.ts';
import { deterministicId } from '../kernel/ids.ts';
import type { Currency } from '../kernel/money.ts';
import { invalidField, notFound, Problem } from '../kernel/problem.ts';
import { type Clock, dayOf } from '../kernel/time.ts';
import { type AdvertiserEntry, account } from '../ledger/model.ts';
import type { AdvertiserBook } from './ports.ts';

export interface DepositDeps {
  readonly advertisers: Pick<AdvertiserStore, 'get'>;
  readonly advertiserBook: AdvertiserBook;
  readonly clock: Clock;
  readonly zone: string;
}

export interface Deposit {
  readonly advertiserId: string;
  /** The bank's reference, or any name of it: the same one is the same deposit. */
  readonly depositId: string;
  /** Negative for money paid back. */
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly reason: string;
}

/**
 * Books what an advertiser paid in: cash grows, and what they owe shrinks below zero where they pay ahead. Once, however
 * often it is asked for.
 *
 * @throws Problem `not-found` for an unknown advertiser, `unprocessable` when this id was another amount
 */
export async function takeDeposit(deps: DepositDeps, deposit: Deposit): Promise<AdvertiserEntry> {
  const { advertiserId, depositId, amountMinor, currency, reason } = deposit;
  if (amountMinor === 0n) throw invalidField('body.amountMinor', 'is zero');
  if (!(await deps.advertisers.get(advertiserId))) throw notFound(`advertiser ${advertiserId}`);
  const bookedAtMs = deps.clock.nowMs();
  const booked = await deps.advertiserBook.book({
    entryId: deterministicId('deposit', advertiserId, depositId),
    kind: 'deposit',
    advertiserId,
    day: dayOf(bookedAtMs, deps.zone),
    bookedAtMs,
    reason,
    postings: [
      { account: account.cash, amountMinor, currency },
      { account: account.receivable(advertiserId), amountMinor: -amountMinor, currency },
    ],
  });
  const [cash] = booked.postings;
  if (cash?.amountMinor !== amountMinor || cash.currency !== currency) {
    throw new Problem('unprocessable', `deposit ${depositId} was booked with another amount`);
  }
  return booked;
}
