import type { Currency } from '../kernel/money.ts';
import { invalidField, Problem } from '../kernel/problem.ts';
import { addDays, type Day, dayOf, daysBetween, daysFrom } from '../kernel/time.ts';
import type { EntryReader } from '../ledger/ports.ts';
import { type BookedEntry, changeOf, monthOf } from './model.ts';
import type { BalanceReader, BookReader } from './ports.ts';

const MAX_DAYS = 92;
const MAX_POSTINGS = 10_000;
/** Read to find them: about 25 s of reading at most. */
const MAX_ENTRIES = 200_000;

export interface StateDeps {
  readonly balances: BalanceReader;
  readonly book: Pick<BookReader, 'day' | 'ofAdvertiser'>;
  readonly ledger: Pick<EntryReader, 'allPages'>;
  readonly zone: string;
}

interface Movement {
  readonly entry: BookedEntry;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly balanceMinor: bigint;
}

export interface AccountStatement {
  readonly currencies: readonly {
    readonly currency: Currency;
    readonly openingMinor: bigint;
    readonly closingMinor: bigint;
  }[];
  readonly movements: readonly Movement[];
}

const OWNER = /^(advertiser|publisher):([^:]+):/;

/** Entries that may touch an account, booked in some days: wherever they are cheapest to find. */
async function* entriesFor(
  deps: StateDeps,
  account: string,
  from: Day,
  to: Day,
): AsyncGenerator<readonly BookedEntry[]> {
  const [, side, id = ''] = OWNER.exec(account) ?? [];
  if (side === 'advertiser') yield* deps.book.ofAdvertiser(id, from, to);
  else if (side === 'publisher') {
    for await (const page of deps.ledger.allPages(id)) {
      yield page.filter(({ bookedAtMs }) => {
        const day = dayOf(bookedAtMs, deps.zone);
        return from <= day && day <= to;
      });
    }
  } else for (const day of daysFrom(from, to)) yield* deps.book.day(day);
}

async function readEntries(deps: StateDeps, account: string, from: Day, to: Day): Promise<readonly BookedEntry[]> {
  const found: BookedEntry[] = [];
  let read = 0;
  for await (const page of entriesFor(deps, account, from, to)) {
    read += page.length;
    found.push(...page.filter((entry) => changeOf(entry, account).size > 0));
    if (found.length > MAX_POSTINGS || read > MAX_ENTRIES) {
      throw new Problem(
        'too-large',
        `these days have too many postings for one statement; ask for fewer, or export the journal`,
      );
    }
  }
  return found.sort((a, b) => a.bookedAtMs - b.bookedAtMs || (a.entryId < b.entryId ? -1 : 1));
}

/** The last month that is over before this day begins. */
const monthBefore = (day: Day): string => monthOf(addDays(`${monthOf(day)}-01`, -1));

/**
 * An account over some days. What it opens with comes from the balances at the end of the month before, and what was
 * booked since.
 *
 * @throws Problem `invalid` for days in the wrong order or too many, `too-large` for too many postings
 */
export async function stateAccount(deps: StateDeps, account: string, from: Day, to: Day): Promise<AccountStatement> {
  if (to < from) throw invalidField('query.to', 'is before from');
  if (daysBetween(from, to) >= MAX_DAYS) throw invalidField('query.to', `is more than ${MAX_DAYS} days after from`);
  const opening = new Map<Currency, bigint>();
  for (const { currency, balanceMinor } of await deps.balances.of(account, monthBefore(from))) {
    opening.set(currency, balanceMinor);
  }
  const running = new Map(opening);
  const movements: Movement[] = [];
  for (const entry of await readEntries(deps, account, `${monthOf(from)}-01`, to)) {
    const isBefore = dayOf(entry.bookedAtMs, deps.zone) < from;
    for (const [currency, amountMinor] of changeOf(entry, account)) {
      const balanceMinor = (running.get(currency) ?? 0n) + amountMinor;
      running.set(currency, balanceMinor);
      if (isBefore) opening.set(currency, balanceMinor);
      else movements.push({ entry, currency, amountMinor, balanceMinor });
    }
  }
  const currencies = [...running.keys()].sort().map((currency) => ({
    currency,
    openingMinor: opening.get(currency) ?? 0n,
    closingMinor: running.get(currency) ?? 0n,
  }));
  return { currencies, movements };
}
