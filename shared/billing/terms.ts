import type { Currency } from '../kernel/money.ts';
import type { EpochMs } from '../kernel/time.ts';

/** How an advertiser is billed: whom an invoice names, by what tax, and how much they may owe. */
export interface BillingTerms {
  readonly advertiserId: string;
  readonly legalName: string;
  readonly addressLines: readonly string[];
  readonly taxId?: string | undefined;
  /** The tax added to invoices, in 1/100 of a percent; 0 for none. */
  readonly taxBps: number;
  readonly currency: Currency;
  /** How much they may owe; 0 for one that pays ahead. */
  readonly creditLimitMinor: bigint;
  /** Of what is left, so much is kept free for calls under way: routing stops before it. */
  readonly keptFreeMinor: bigint;
  readonly changedAtMs: EpochMs;
  /** Counts the changes; 1 when absent. */
  readonly version?: number | undefined;
}
