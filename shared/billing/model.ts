import type { Currency } from '../kernel/money.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import type { Posting } from '../ledger/model.ts';

/** An entry of the ledger as the books of account show it: by the moment it was booked, whoever it lives under. */
export interface BookedEntry {
  readonly entryId: string;
  readonly kind: string;
  /** Absent for what concerns no publisher. */
  readonly publisherId?: string | undefined;
  readonly payableDay: Day;
  readonly bookedAtMs: EpochMs;
  readonly reason: string;
  readonly outcomeId?: string | undefined;
  readonly offerId?: string | undefined;
  readonly reverses?: string | undefined;
  readonly postings: readonly Posting[];
}

/** `2026-03`, cut in the network's zone. */
export type Month = string;

export const monthOf = (day: Day): Month => day.slice(0, 'YYYY-MM'.length);

/** Books begin here: no entry can be older than the software. */
export const FIRST_YEAR = 2020;

const RECEIVABLE = /^advertiser:(.+):receivable$/;

/** Whose account an entry touches; no cause touches two advertisers' accounts. */
export function advertiserOf(entry: Pick<BookedEntry, 'postings'>): string | undefined {
  for (const { account } of entry.postings) {
    const advertiserId = RECEIVABLE.exec(account)?.[1];
    if (advertiserId !== undefined) return advertiserId;
  }
  return undefined;
}

/** What an entry adds to one account, in each currency. */
export function changeOf(entry: Pick<BookedEntry, 'postings'>, account: string): ReadonlyMap<Currency, bigint> {
  const sums = new Map<Currency, bigint>();
  for (const posting of entry.postings) {
    if (posting.account !== account) continue;
    sums.set(posting.currency, (sums.get(posting.currency) ?? 0n) + posting.amountMinor);
  }
  return sums;
}

/** What one account changes by in the months of one year. */
export interface YearChange {
  readonly account: string;
  readonly currency: Currency;
  readonly year: number;
  readonly months: ReadonlyMap<Month, { readonly amountMinor: bigint; readonly postings: number }>;
}

const DIGITS_OF_YEAR = 4;
export const yearOf = (month: Month): number => Number(month.slice(0, DIGITS_OF_YEAR));

/** What some entries add to the balances, one change for each account, currency and year. */
export function changesOf(
  entries: readonly BookedEntry[],
  dayOfEntry: (entry: BookedEntry) => Day,
): readonly YearChange[] {
  const changes = new Map<string, YearChange>();
  for (const entry of entries) {
    const month = monthOf(dayOfEntry(entry));
    for (const { account, currency, amountMinor } of entry.postings) {
      const year = yearOf(month);
      const name = `${account} ${currency} ${year}`;
      const months = new Map(changes.get(name)?.months);
      const before = months.get(month) ?? { amountMinor: 0n, postings: 0 };
      months.set(month, { amountMinor: before.amountMinor + amountMinor, postings: before.postings + 1 });
      changes.set(name, { account, currency, year, months });
    }
  }
  return [...changes.values()];
}
