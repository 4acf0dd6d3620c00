import type { Rate } from '../kernel/exchange.ts';
import type { Currency } from '../kernel/money.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import { Problem } from '../kernel/problem.ts';
import type { Day, EpochMs } from '../kernel/time.ts';

/** A rate as it was set for one day; it never changes, since verdicts have used it. */
export interface ExchangeRate {
  readonly from: Currency;
  readonly to: Currency;
  readonly day: Day;
  /** Units of `to` for one unit of `from`. */
  readonly rate: Rate;
  readonly createdAtMs: EpochMs;
}

/** How a payout becomes the publisher's currency; frozen with the verdict. */
export interface Conversion {
  readonly currency: Currency;
  readonly rate: Rate;
  readonly day: Day;
}

export interface RateStore {
  /** What stands for that day: the rate given, unless one was set before. */
  set(rate: ExchangeRate): Promise<ExchangeRate>;
  get(from: Currency, to: Currency, day: Day): Promise<ExchangeRate | undefined>;
  /** Of a pair, the newest day first. */
  list(from: Currency, to: Currency, page: PageRequest): Promise<Page<ExchangeRate>>;
}

/** @throws Problem `conflict` where the day has another rate already */
export async function setRate(rates: RateStore, wanted: ExchangeRate): Promise<ExchangeRate> {
  const standing = await rates.set(wanted);
  if (standing.rate === wanted.rate) return standing;
  const { from, to, day } = wanted;
  throw new Problem('conflict', `${from} to ${to} on ${day} is ${standing.rate}: a day’s rate is set once`);
}

/**
 * The conversion of a payout earned on a day; undefined where the publisher is paid in the offer's own currency.
 *
 * @throws Problem `unavailable` where the day has no rate: it is never guessed, and the outcome waits for it
 */
export async function conversionFor(
  rates: Pick<RateStore, 'get'>,
  from: Currency,
  to: Currency,
  day: Day,
): Promise<Conversion | undefined> {
  if (from === to) return undefined;
  const found = await rates.get(from, to, day);
  if (!found) throw new Problem('unavailable', `there is no rate from ${from} to ${to} for ${day}`);
  return { currency: to, rate: found.rate, day };
}
