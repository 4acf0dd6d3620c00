import type { Currency } from '../kernel/money.ts';
import type { Entry } from './model.ts';

/** One account in one currency. Debit is positive, credit negative. */
export interface Balance {
  readonly account: string;
  readonly currency: Currency;
  readonly balanceMinor: bigint;
}

/** Balances are never stored: they are what the entries add up to, in whatever order those come. */
export interface BalanceFold {
  add(entries: Iterable<Pick<Entry, 'postings'>>): void;
  /** By account, then currency; an account that came back to zero is still there. */
  balances(): readonly Balance[];
}

/** Starts a fold over entries; memory grows with the number of accounts, not of entries. */
export function startBalances(): BalanceFold {
  const sums = new Map<string, Balance>();
  return {
    add(entries) {
      for (const { postings } of entries) {
        for (const { account, currency, amountMinor } of postings) {
          const key = `${account} ${currency}`;
          const balanceMinor = (sums.get(key)?.balanceMinor ?? 0n) + amountMinor;
          sums.set(key, { account, currency, balanceMinor });
        }
      }
    },
    balances: () => [...sums.keys()].sort().flatMap((key) => sums.get(key) ?? []),
  };
}

/** What all balances of each currency sum to: zero, or the ledger is broken. */
export function imbalanceOf(balances: readonly Balance[]): ReadonlyMap<Currency, bigint> {
  const sums = new Map<Currency, bigint>();
  for (const { currency, balanceMinor } of balances) sums.set(currency, (sums.get(currency) ?? 0n) + balanceMinor);
  return sums;
}
