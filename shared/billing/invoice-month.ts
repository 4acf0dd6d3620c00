import type { Currency } from '../kernel/money.ts';
import { notFound, Problem } from '../kernel/problem.ts';
import { addDays, type Day, dayOf, endOfDayMs, HOUR_MS } from '../kernel/time.ts';
import { account } from '../ledger/model.ts';
import type { Invoice } from './invoice.ts';
import { bookTax, type IssueDeps, issuePaper } from './issue-paper.ts';
import { type BookedEntry, changeOf, type Month, monthOf } from './model.ts';
import type { BalanceReader, BillingTermsStore, BookReader, JudgedTimes } from './ports.ts';
import { sortEntries } from './sort-entries.ts';

export interface InvoiceDeps extends IssueDeps {
  readonly terms: Pick<BillingTermsStore, 'get'>;
  readonly book: Pick<BookReader, 'ofAdvertiser'>;
  readonly balances: Pick<BalanceReader, 'of'>;
  readonly judged: JudgedTimes;
}

/** One month of one advertiser is held in memory while it is billed: about 200 MB at most. */
const MAX_ENTRIES = 250_000;

export const firstDay = (month: Month): Day => `${month}-01`;
/** The 28th and four days more are always in the next month. */
export const lastDay = (month: Month): Day => addDays(firstDay(monthOf(addDays(`${month}-28`, 4))), -1);

const monthBefore = (month: Month): Month => monthOf(addDays(firstDay(month), -1));

/** The month that is billed at this instant: over for an hour at least, as a payout's last day is. */
export const lastClosedMonth = (nowMs: number, zone: string): Month =>
  monthBefore(monthOf(dayOf(nowMs - HOUR_MS, zone)));

/**
 * Issues the invoice of a month in each currency, and the credit notes for what was taken back of earlier ones. Again issues
 * nothing more; stopped at any moment, it goes on where it was.
 *
 * @throws Problem `conflict` before the month is over for an hour, `not-found` without billing terms, `unavailable` while
 *   entries of the month are still being entered into the books
 */
export async function invoiceMonth(deps: InvoiceDeps, advertiserId: string, month: Month): Promise<readonly Invoice[]> {
  const { clock, zone } = deps;
  if (clock.nowMs() < endOfDayMs(lastDay(month), zone) + HOUR_MS) {
    throw new Problem('conflict', `${month} is not over for an hour yet`, [
      { field: 'body.month', message: 'is not over' },
    ]);
  }
  const [terms, issued] = await Promise.all([deps.terms.get(advertiserId), deps.invoices.ofAdvertiser(advertiserId)]);
  if (!terms) throw notFound(`billing terms of ${advertiserId}`);
  const standing = issued.filter((each) => each.month === month);
  const entries = await readMonth(deps, advertiserId, month);
  const judged = await deps.judged.of(
    entries.flatMap(({ kind, outcomeId }) => (outcomeId && kind !== 'verdict' ? [outcomeId] : [])),
  );
  const chargedIn = ({ outcomeId = '' }: BookedEntry): Month | undefined => {
    const atMs = judged.get(outcomeId);
    return atMs === undefined ? undefined : monthOf(dayOf(atMs, zone));
  };
  const papers = sortEntries(advertiserId, month, entries, chargedIn, issued);
  const invoices: Invoice[] = [];
  for (const paper of papers) invoices.push(...(await issuePaper(deps, terms, month, paper, standing)));
  for (const invoice of invoices) await bookTax(deps, invoice);
  return invoices;
}

/** Every entry of a month, and proof that it is every one: what they sum to is what the account changed by. */
async function readMonth(deps: InvoiceDeps, advertiserId: string, month: Month): Promise<readonly BookedEntry[]> {
  const name = account.receivable(advertiserId);
  const entries: BookedEntry[] = [];
  for await (const page of deps.book.ofAdvertiser(advertiserId, firstDay(month), lastDay(month))) {
    entries.push(...page);
    if (entries.length > MAX_ENTRIES) throw new Problem('too-large', `${month} has more than ${MAX_ENTRIES} entries`);
  }
  const change = new Map<Currency, bigint>();
  const add = (currency: Currency, minor: bigint) => change.set(currency, (change.get(currency) ?? 0n) + minor);
  for (const entry of entries) for (const [currency, minor] of changeOf(entry, name)) add(currency, minor);
  for (const { currency, balanceMinor } of await deps.balances.of(name, monthBefore(month)))
    add(currency, balanceMinor);
  for (const { currency, balanceMinor } of await deps.balances.of(name, month)) add(currency, -balanceMinor);
  if ([...change.values()].some((minor) => minor !== 0n)) {
    throw new Problem('unavailable', `entries of ${month} are still being entered; ask again in a minute`);
  }
  return entries;
}
