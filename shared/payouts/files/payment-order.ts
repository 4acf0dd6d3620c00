import type { Currency } from '../../kernel/money.ts';
import type { Day } from '../../kernel/time.ts';

/** Where money goes. Bank details are secrets: these values live in memory and in the encrypted file only. */
export type PayeeAccount =
  | {
      readonly kind: 'ach';
      readonly routingNumber: string;
      readonly accountNumber: string;
      readonly accountType: 'checking' | 'savings';
      /** A person is paid by PPD, a company by CCD with an addenda. */
      readonly holder: 'person' | 'company';
    }
  | { readonly kind: 'iban'; readonly iban: string; readonly bic?: string }
  | { readonly kind: 'paypal'; readonly email: string }
  /** Whatever the payer's own bank understands, as it was entered: for the plain file only. */
  | { readonly kind: 'reference'; readonly reference: string };

/** One payment of one line of a run, in the words of no bank. */
export interface PaymentOrder {
  /** Unique in the whole history: the bank's end-to-end reference, and what a return names. At most 30 of [A-Z0-9-]. */
  readonly reference: string;
  readonly name: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly account: PayeeAccount;
  /** The NACHA trace; counted from 1 within the file when absent. Rises along the orders. */
  readonly trace?: string | undefined;
  /** What the payee reads on the bank statement. */
  readonly remittance: string;
}

/** When a file is made and when its payments are due; both come from the run, never from the clock. */
export interface FileDates {
  readonly createdDay: Day;
  /** Minutes since midnight of the network's zone. */
  readonly createdMinuteOfDay: number;
  /** A banking day. */
  readonly effectiveDay: Day;
}
