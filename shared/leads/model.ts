import type { AnswerValue } from '../catalog/answers.ts';
import type { E164 } from '../kernel/phone.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Outcome } from '../outcomes/model.ts';

/** How a lead came. */
export const CHANNELS = ['api', 'form', 'csv', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What proves that the person agreed to be contacted. */
export interface Consent {
  /** Where a third party recorded the submission, such as a TrustedForm certificate. */
  readonly certificateUrl?: string | undefined;
  /** The words that were agreed to, as the page showed them. */
  readonly text?: string | undefined;
  readonly atMs?: EpochMs | undefined;
  readonly ipAddress?: string | undefined;
}

export type Values = Readonly<Record<string, AnswerValue>>;

/** Who the person is and what they agreed to: kept sealed, apart from the outcome, and gone when the person is erased. */
export interface Contact {
  /** Every field of the form that was filled in, personal or not. */
  readonly values: Values;
  readonly consent: Consent;
}

/** The values of a lead as its offer's form reads them. */
export interface ReadValues {
  readonly values: Values;
  /** Normalised: the same mailbox gives the same text. */
  readonly email?: string | undefined;
  /** In lower case only, as others hash it for their lists. */
  readonly writtenEmail?: string | undefined;
  readonly phone?: E164 | undefined;
  readonly region?: string | undefined;
}

/** What a lead keeps in its outcome's item. */
export interface LeadRecord {
  /** Of what was sent: the same id with other input is an error. */
  readonly inputHash: string;
  readonly channel: Channel;
}

export interface StoredLead {
  readonly outcome: Outcome;
  readonly record: LeadRecord;
}
