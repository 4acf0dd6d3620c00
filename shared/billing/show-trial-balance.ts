import type { Currency } from '../kernel/money.ts';
import type { PageRequest } from '../kernel/page.ts';
import { cursorOf, type PagedList, startKeyOf } from '../platform/cursor.ts';
import type { Month } from './model.ts';
import type { AccountBalance, BalanceReader } from './ports.ts';

/** Entries that come in while the years are read one after the other show as a passing difference: read again. */
const MAX_READS = 3;

export interface CurrencyTotals {
  readonly currency: Currency;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  readonly differenceMinor: bigint;
}

/** Debits and credits of all accounts; equal in each currency, or the books are broken. */
export function totalsOf(balances: readonly AccountBalance[]): readonly CurrencyTotals[] {
  const totals = new Map<Currency, CurrencyTotals>();
  for (const { currency, balanceMinor } of balances) {
    const before = totals.get(currency) ?? { currency, debitMinor: 0n, creditMinor: 0n, differenceMinor: 0n };
    totals.set(currency, {
      currency,
      debitMinor: before.debitMinor + (balanceMinor > 0n ? balanceMinor : 0n),
      creditMinor: before.creditMinor - (balanceMinor < 0n ? balanceMinor : 0n),
      differenceMinor: before.differenceMinor + balanceMinor,
    });
  }
  return [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** `publisher:payable` for `publisher:pub_1:payable`. */
const kindOf = (account: string): string => {
  const parts = account.split(':');
  return parts.length === 3 ? `${parts[0]}:${parts[2]}` : account;
};

function kindsOf(balances: readonly AccountBalance[]) {
  const kinds = new Map<string, { kind: string; currency: Currency; accounts: number; balanceMinor: bigint }>();
  for (const { account, currency, balanceMinor } of balances) {
    const kind = kindOf(account);
    const before = kinds.get(`${kind} ${currency}`) ?? { kind, currency, accounts: 0, balanceMinor: 0n };
    kinds.set(`${kind} ${currency}`, {
      ...before,
      accounts: before.accounts + 1,
      balanceMinor: before.balanceMinor + balanceMinor,
    });
  }
  return [...kinds.keys()].sort().flatMap((key) => kinds.get(key) ?? []);
}

async function readSettled(reader: BalanceReader, through: Month | undefined): Promise<readonly AccountBalance[]> {
  let balances = await reader.all(through);
  for (let reads = 1; reads < MAX_READS; reads += 1) {
    if (totalsOf(balances).every(({ differenceMinor }) => differenceMinor === 0n)) break;
    balances = await reader.all(through);
  }
  return balances;
}

const SEPARATOR = ' ';

/** The trial balance up to the end of a month, or up to now: the sums of all accounts, and one page of them. */
export async function showTrialBalance(reader: BalanceReader, through: Month | undefined, page: PageRequest) {
  const list: PagedList = { name: 'trial-balance', fixed: { through: through ?? 'now' }, free: ['account'] };
  const after = startKeyOf(list, page.cursor)?.account ?? '';
  const balances = await readSettled(reader, through);
  const rest = balances.filter(({ account, currency }) => `${account}${SEPARATOR}${currency}` > after);
  const items = rest.slice(0, page.limit);
  const last = items.at(-1);
  const hasMore = rest.length > items.length && last !== undefined;
  const nextCursor = cursorOf(list, hasMore ? { account: `${last.account}${SEPARATOR}${last.currency}` } : undefined);
  return {
    ...(through === undefined ? {} : { through }),
    currencies: [...totalsOf(balances)],
    kinds: kindsOf(balances),
    items: items.map((item) => ({ ...item })),
    ...(nextCursor ? { nextCursor } : {}),
  };
}
