import { type Clock, dayOf } from '../kernel/time.ts';
import { type BalanceFold, startBalances } from '../ledger/balances.ts';
import { type Difference, startDifferences } from './differences.ts';
import { type Month, monthOf } from './model.ts';
import type { BalanceReader, Books, LedgerScan } from './ports.ts';

export interface AuditDeps {
  readonly ledger: LedgerScan;
  readonly balances: Pick<BalanceReader, 'all'>;
  readonly books: Books;
  readonly clock: Clock;
  readonly zone: string;
}

export interface Audit {
  /** Everything booked up to the end of this month was counted. */
  readonly through: Month;
  readonly entries: number;
  readonly differences: readonly Difference[];
  readonly differencesFound: number;
}

/**
 * Counts the whole ledger again and holds every account of the books against it, up to the end of a month that is over.
 * Memory grows with accounts, not with entries. With `mend` each entry is entered first, which changes nothing for those that
 * are there: on an empty table this rebuilds the books.
 */
export async function auditBooks(deps: AuditDeps, through: Month, mend = false): Promise<Audit> {
  const fold = startBalances();
  let entries = 0;
  for await (const page of deps.ledger.pages()) {
    if (mend) await deps.books.enter(page);
    const counted = page.filter((entry) => monthOf(dayOf(entry.bookedAtMs, deps.zone)) <= through);
    entries += counted.length;
    fold.add(counted);
  }
  return { through, entries, ...compare(fold, await deps.balances.all(through)) };
}

function compare(fold: BalanceFold, books: Awaited<ReturnType<BalanceReader['all']>>) {
  const found = startDifferences();
  const expected = new Map(fold.balances().map((each) => [`${each.account} ${each.currency}`, each]));
  for (const { account, currency, balanceMinor: foundMinor } of books) {
    const name = `${account} ${currency}`;
    const expectedMinor = expected.get(name)?.balanceMinor ?? 0n;
    expected.delete(name);
    if (expectedMinor === foundMinor) continue;
    found.add({ where: 'books', what: `${currency} differs from the ledger`, account, expectedMinor, foundMinor });
  }
  for (const { account, currency, balanceMinor: expectedMinor } of expected.values()) {
    if (expectedMinor === 0n) continue;
    found.add({ where: 'books', what: `${currency} is not in the books`, account, expectedMinor, foundMinor: 0n });
  }
  return found.summary();
}
