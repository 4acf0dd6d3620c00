import type { Currency } from '../kernel/money.ts';

/** What an advertiser may still spend, as the books said a moment ago; without one nothing limits them. */
export interface Credit {
  readonly advertiserId: string;
  /** Of their billing terms; what they buy in another one is not limited by it. */
  readonly currency: Currency;
  /** Credit limit less what is owed and what is kept free for calls under way; negative once that is used up. */
  readonly availableMinor: bigint;
  /** Postings of the account that it counts: a later reading of the books has more. */
  readonly postings: number;
}

export interface CreditReader {
  credit(advertiserId: string): Promise<Credit | undefined>;
}

export interface CreditStore {
  /** Keeps it, unless a later reading of the books is there. */
  keep(credit: Credit): Promise<void>;
}

/** What is left in the currency of an offer; undefined where nothing limits it. */
export const leftIn = (credit: Credit | undefined, currency: Currency): bigint | undefined =>
  credit?.currency === currency ? credit.availableMinor : undefined;
