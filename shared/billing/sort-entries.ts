import type { Currency } from '../kernel/money.ts';
import { account } from '../ledger/model.ts';
import { type BilledEntry, type Invoice, isBilled } from './invoice.ts';
import { type BookedEntry, changeOf, type Month } from './model.ts';

/** One paper of a month: the invoice, or a credit note on an earlier one. */
export interface Paper {
  readonly currency: Currency;
  /** The invoice that these entries correct. */
  readonly corrects?: Invoice | undefined;
  readonly billed: readonly BilledEntry[];
}

/** In which month the outcome of a correction was charged; undefined where nobody knows any more. */
export type ChargedIn = (entry: BookedEntry) => Month | undefined;

/**
 * Sorts a month's entries into papers. What corrects the charge of an earlier month, and takes money back, goes on a credit
 * note that names that month's invoice; all else is on the month's own invoice.
 */
export function sortEntries(
  advertiserId: string,
  month: Month,
  entries: readonly BookedEntry[],
  chargedIn: ChargedIn,
  earlier: readonly Invoice[],
): readonly Paper[] {
  const papers = new Map<string, { currency: Currency; corrects: Invoice | undefined; billed: BilledEntry[] }>();
  for (const entry of entries.filter(isBilled)) {
    const charged = entry.kind === 'verdict' ? month : chargedIn(entry);
    for (const [currency, amountMinor] of changeOf(entry, account.receivable(advertiserId))) {
      const isCredit = amountMinor < 0n && charged !== undefined && charged < month;
      const corrects = isCredit ? invoiceOf(earlier, charged, currency) : undefined;
      const name = `${currency} ${corrects?.number ?? ''}`;
      const paper = papers.get(name) ?? { currency, corrects, billed: [] };
      paper.billed.push({ entry, amountMinor });
      papers.set(name, paper);
    }
  }
  // The month's invoice before its credit notes, so that numbers follow the order in which people read.
  return [...papers.keys()].sort().flatMap((name) => papers.get(name) ?? []);
}

const invoiceOf = (invoices: readonly Invoice[], month: Month, currency: Currency): Invoice | undefined =>
  invoices.find((each) => each.month === month && each.currency === currency && each.corrects === undefined);
