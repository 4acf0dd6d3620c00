import type { EpochMs } from '../kernel/time.ts';
import type { FeedbackResult } from '../outcomes/feedback.ts';

export const CRM_KINDS = ['hubspot', 'salesforce', 'zoho'] as const;
export type CrmKind = (typeof CRM_KINDS)[number];

/** `needs-sign-in`: the CRM refused to refresh the access; pushes wait until new credentials come. */
export type ConnectionState = 'active' | 'paused' | 'needs-sign-in';

/** What can be written into a field of a record. */
export const SOURCES = [
  'outcomeId',
  'model',
  'offerId',
  'publisherId',
  'source',
  'campaign',
  'region',
  'judgedAt',
  'price',
  'currency',
] as const;
export type Source = (typeof SOURCES)[number];

/** `contact` names a field of the form that the person filled in, personal ones too; `answer` what criteria may ask for. */
export type FieldSource =
  | { readonly from: Source }
  | { readonly constant: string }
  | { readonly answer: string }
  | { readonly contact: string };

/** How an advertiser's CRM is spoken to and what its stages mean. */
export interface Connection {
  readonly connectionId: string;
  readonly advertiserId: string;
  readonly kind: CrmKind;
  readonly name: string;
  readonly state: ConnectionState;
  /** The kind of record: `deals`, `Lead`, `Leads`. */
  readonly object: string;
  /** The unique field that carries the outcome's id. */
  readonly externalIdField: string;
  /** By the CRM's own name of the field. */
  readonly fields: Readonly<Record<string, FieldSource>>;
  readonly stageField: string;
  /** Holds what was sold for, as a decimal in the offer's currency. */
  readonly valueField?: string | undefined;
  /** A stage that is not named here says nothing. */
  readonly stages: Readonly<Record<string, FeedbackResult>>;
  /** 1, 2, 3 …: each change of any of it. */
  readonly rev: number;
  readonly createdAtMs: EpochMs;
}

/** What opens the CRM; a secret as a whole. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  /** Where tokens are asked for, where an advertiser's own data centre or sandbox differs from the usual one. */
  readonly tokenUrl?: string | undefined;
}

export interface Access {
  readonly accessToken: string;
  /** Where the API of this account is: Salesforce and Zoho say so with the token. */
  readonly apiUrl: string;
  readonly expiresAtMs: EpochMs;
}

/** Fields by the CRM's names. */
export type CrmFields = Readonly<Record<string, string | number | boolean>>;

/** A record as the CRM has it now. */
export interface CrmRecord {
  /** Absent for a record that is none of ours. */
  readonly outcomeId?: string | undefined;
  readonly stage?: string | undefined;
  /** A decimal, as the CRM wrote it. */
  readonly value?: string | undefined;
}

/** `waiting` is tried again; `refused` and `gave-up` are not, until somebody asks for it. */
export type PushState = 'waiting' | 'pushed' | 'refused' | 'gave-up';

/** What became of one outcome in one CRM. */
export interface RecordLog {
  readonly connectionId: string;
  readonly outcomeId: string;
  readonly push: PushState;
  readonly recordId?: string | undefined;
  /** In the CRM's own words, cut; no field's value is in it. */
  readonly why?: string | undefined;
  readonly attempts: number;
  readonly atMs: EpochMs;
}

/** What became of a change that the CRM told. */
export interface ReportLog {
  readonly stage: string;
  readonly result: FeedbackResult;
  readonly state: 'reported' | 'refused';
  readonly why?: string | undefined;
  readonly atMs: EpochMs;
}

/** An advertiser has a handful of CRMs, sandboxes included. */
export const MAX_CONNECTIONS = 10;
