import type { EpochMs } from '../kernel/time.ts';

export const PAYEE_METHODS = ['ach', 'iban', 'paypal', 'csv'] as const;
export type PayeeMethod = (typeof PAYEE_METHODS)[number];

/** Bank details in clear: a secret. Only entering them and writing a payment file has them. */
export type Payee = { readonly legalName: string } & (
  | {
      readonly method: 'ach';
      readonly routingNumber: string;
      readonly accountNumber: string;
      readonly accountType: 'checking' | 'savings';
      /** A person is paid by PPD, a company by CCD. */
      readonly holder: 'person' | 'company';
    }
  | { readonly method: 'iban'; readonly iban: string; readonly bic?: string | undefined }
  | { readonly method: 'paypal'; readonly email: string }
  /** What the payer's own bank understands, as it was entered. */
  | { readonly method: 'csv'; readonly accountReference: string }
);

/** `not-required`: the network has dealt with it outside of here. */
export const TAX_FORMS = ['none', 'w9', 'w8ben', 'w8bene', 'not-required'] as const;
export type TaxForm = (typeof TAX_FORMS)[number];

/** What finance knows of a payee; decides whether it can be paid. */
export interface PayeeStanding {
  readonly taxForm: TaxForm;
  readonly taxVerified: boolean;
  readonly bankVerified: boolean;
  /** Why nothing is paid to it now: by a person, or because a payment came back. */
  readonly hold?: string | undefined;
  /** What the bank said of its details, until they are verified again. */
  readonly notice?: string | undefined;
}

/**
 * Where a payee starts. A plain reference is the word of whoever entered it, and nothing here can check it; for the others a
 * second person has to see the tax form and verify the account first.
 */
export const firstStanding = (method: PayeeMethod): PayeeStanding =>
  method === 'csv'
    ? { taxForm: 'not-required', taxVerified: true, bankVerified: true }
    : { taxForm: 'none', taxVerified: false, bankVerified: false };

/** Why a payee can't be paid, in the order in which somebody could do something about it. */
export const PAYEE_PROBLEMS = ['no-payee', 'payee-on-hold', 'no-tax-form', 'bank-unverified'] as const;
export type PayeeProblem = (typeof PAYEE_PROBLEMS)[number];

/** Undefined for a payee that can be paid. */
export function problemOfPayee(payee: PayeeStanding | undefined): PayeeProblem | undefined {
  if (!payee) return 'no-payee';
  if (payee.hold !== undefined) return 'payee-on-hold';
  if (payee.taxForm !== 'not-required' && (payee.taxForm === 'none' || !payee.taxVerified)) return 'no-tax-form';
  if (!payee.bankVerified) return 'bank-unverified';
  return undefined;
}

/** Who entered the details: somebody else verifies them. */
export interface PayeeSource {
  readonly keyId: string;
  readonly subjectId: string;
  readonly atMs: EpochMs;
}

/** What may change of a standing; absent fields stay, null takes away. */
export interface StandingChange {
  readonly taxForm?: TaxForm | undefined;
  readonly taxVerified?: boolean | undefined;
  readonly bankVerified?: boolean | undefined;
  readonly hold?: string | null | undefined;
}

/** The standing after a change. Another tax form, or none, is not the one that was verified. */
export function changeStanding(payee: PayeeStanding, change: StandingChange): PayeeStanding {
  const isNewForm = change.taxForm !== undefined && change.taxForm !== payee.taxForm;
  return {
    taxForm: change.taxForm ?? payee.taxForm,
    taxVerified: change.taxVerified ?? (isNewForm ? change.taxForm === 'not-required' : payee.taxVerified),
    bankVerified: change.bankVerified ?? payee.bankVerified,
    hold: change.hold === undefined ? payee.hold : (change.hold ?? undefined),
    notice: change.bankVerified === true ? undefined : payee.notice,
  };
}
