import type { Conversion } from '../catalog/exchange-rate.ts';
import type { QualityStanding } from '../catalog/quality-tiers.ts';
import { convert } from '../kernel/exchange.ts';
import type { Currency } from '../kernel/money.ts';
import { invariant } from '../kernel/result.ts';
import type { Day, EpochMs } from '../kernel/time.ts';

/**
 * Accounts of the double entry. Debit is positive, credit negative: an advertiser's receivable grows with a debit, what
 * we owe a publisher grows with a credit.
 */
export const account = {
  receivable: (advertiserId: string): string => `advertiser:${advertiserId}:receivable`,
  payable: (publisherId: string): string => `publisher:${publisherId}:payable`,
  reserve: (publisherId: string): string => `publisher:${publisherId}:reserve`,
  revenue: 'network:revenue',
  inTransit: 'network:in-transit',
  cash: 'network:cash',
  /** Between what is charged in one currency and paid in another; its balance is the network's open position. */
  exchange: 'network:exchange',
  /** Tax charged on invoices and owed to the state. */
  tax: 'network:tax',
} as const;

export interface Posting {
  readonly account: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
}

/** What an outcome comes to for both sides: the network keeps what is between the two. */
export interface Worth {
  readonly chargeMinor: bigint;
  readonly payoutMinor: bigint;
  readonly currency: Currency;
  /** Where the publisher is paid in another currency: by the rate that the verdict froze. */
  readonly conversion?: Conversion | undefined;
}

/**
 * The postings of a worth, those of zero included: the advertiser owes the charge, the publisher earns the payout, the network
 * keeps the rest. A payout above the charge is a loss the network took on knowingly: revenue is then debited.
 */
export function postingsOf(
  { advertiserId, publisherId }: { readonly advertiserId: string; readonly publisherId: string },
  { chargeMinor, payoutMinor, currency, conversion }: Worth,
): readonly Posting[] {
  const charged = { account: account.receivable(advertiserId), amountMinor: chargeMinor, currency };
  const kept = { account: account.revenue, amountMinor: payoutMinor - chargeMinor, currency };
  const payable = account.payable(publisherId);
  if (!conversion) return [charged, { account: payable, amountMinor: -payoutMinor, currency }, kept];
  const paidMinor = convert(payoutMinor, currency, conversion.currency, conversion.rate);
  return [
    charged,
    { account: payable, amountMinor: -paidMinor, currency: conversion.currency },
    kept,
    { account: account.exchange, amountMinor: -payoutMinor, currency },
    { account: account.exchange, amountMinor: paidMinor, currency: conversion.currency },
  ];
}

/** Every change of money is one of these; a correction is a new one, never an edit. */
type EntryKind = 'verdict' | 'payment' | 'return' | 'reserve' | 'adjustment';

export interface Entry {
  /** Deterministic from its cause, so that a retry is the same entry. */
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly publisherId: string;
  readonly payableDay: Day;
  readonly bookedAtMs: EpochMs;
  readonly reason: string;
  readonly outcomeId?: string | undefined;
  /** What was bought: an invoice is cut by it. */
  readonly offerId?: string | undefined;
  /** Who of the publisher's people brought its outcome. */
  readonly setterId?: string | undefined;
  /** The quality tier that its outcome was priced by; only a verdict has it. */
  readonly quality?: QualityStanding | undefined;
  /** The entry this one takes back; only a reversal has it. */
  readonly reverses?: string | undefined;
  readonly postings: readonly Posting[];
}

/** Money between an advertiser and the network in which no publisher has a part: a deposit, or the tax of an invoice. */
export interface AdvertiserEntry {
  readonly entryId: string;
  readonly kind: 'deposit' | 'tax';
  readonly advertiserId: string;
  readonly day: Day;
  readonly bookedAtMs: EpochMs;
  readonly reason: string;
  readonly reverses?: string | undefined;
  readonly postings: readonly Posting[];
}

/** Postings sum to zero in each currency, and none is zero. Checked before each write and after each read. */
export function assertBalanced<E extends { readonly postings: readonly Posting[] }>(entry: E): E {
  const sums = new Map<Currency, bigint>();
  invariant(entry.postings.length >= 2, 'an entry has at least two postings');
  for (const posting of entry.postings) {
    invariant(posting.amountMinor !== 0n, 'a posting is never zero');
    sums.set(posting.currency, (sums.get(posting.currency) ?? 0n) + posting.amountMinor);
  }
  for (const [currency, sum] of sums) invariant(sum === 0n, `the postings of an entry sum to ${sum} ${currency}`);
  return entry;
}

/** What the network owes a publisher by this entry, in each currency; negative where the publisher owes. */
export function owedBy(entry: Entry): ReadonlyMap<Currency, bigint> {
  const payable = account.payable(entry.publisherId);
  const owed = new Map<Currency, bigint>();
  for (const { account: name, amountMinor, currency } of entry.postings) {
    if (name === payable) owed.set(currency, (owed.get(currency) ?? 0n) - amountMinor);
  }
  return owed;
}
