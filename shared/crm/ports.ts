import type { Page, PageRequest } from '../kernel/page.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { BoughtPorts } from '../outcomes/bought.ts';
import type { Outcome } from '../outcomes/model.ts';
import type { Access, Connection, Credentials, CrmFields, CrmKind, CrmRecord, RecordLog, ReportLog } from './model.ts';

/** One request to somebody else's system: bounded, to public addresses only, no redirects followed. */
export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ExchangeAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** @throws Error when no answer came: an address that is not public, a time-out, a connection that broke */
export type Send = (exchange: Exchange) => Promise<ExchangeAnswer>;

export type Pushed =
  | { readonly kind: 'done'; readonly recordId: string }
  /** It will never be taken as it is. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The access is over: refresh it and try again. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'busy'; readonly why: string; readonly retryAfterSeconds?: number | undefined };

export type Refreshed =
  | { readonly kind: 'done'; readonly access: Access }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'busy'; readonly why: string };

export type ReadRecord =
  | { readonly kind: 'done'; readonly record: CrmRecord }
  | { readonly kind: 'gone' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'busy'; readonly why: string };

/** A change as a CRM tells it, before it is known whether the CRM it is. */
export interface TellRequest {
  /** The full public address, as it was signed. */
  readonly url: string;
  readonly body: string;
  header(name: string): string | undefined;
}

export interface TellSecrets {
  readonly clientSecret: string;
  /** What stands at the end of `webhookUrl`. */
  readonly token: string;
}

/** One CRM's manners. */
export interface Crm {
  readonly kind: CrmKind;
  refresh(send: Send, credentials: Credentials, nowMs: EpochMs): Promise<Refreshed>;
  /** Creates the record of this external id or changes the one that is there. */
  upsert(send: Send, access: Access, connection: Connection, outcomeId: string, fields: CrmFields): Promise<Pushed>;
  read(send: Send, access: Access, connection: Connection, recordId: string): Promise<ReadRecord>;
  /** Whether this CRM sent it; looked at before anything of it is believed. */
  isGenuine(request: TellRequest, secrets: TellSecrets, nowMs: EpochMs): boolean;
  /** The records that changed. @throws Problem `invalid` when it is no such message */
  changedRecords(connection: Connection, body: string): readonly string[];
  /** What the CRM takes for "received". */
  readonly receipt: { readonly contentType: string; readonly body: string };
}

export interface Secrets {
  readonly credentials: Credentials;
  readonly token: string;
}

export interface ConnectionStore {
  create(connection: Connection, secrets: Secrets): Promise<void>;
  /** Strongly consistent. */
  get(connectionId: string): Promise<Connection | undefined>;
  ofAdvertiser(advertiserId: string): Promise<readonly Connection[]>;
  /** False when it is no longer at `rev`. New credentials forget the access that the old ones gave. */
  replace(after: Connection, rev: number, credentials?: Credentials): Promise<boolean>;
  secrets(connectionId: string): Promise<Secrets>;
  access(connectionId: string): Promise<Access | undefined>;
  keepAccess(connectionId: string, access: Access): Promise<void>;
  /** Only an active connection becomes one that needs a sign-in. */
  needsSignIn(connectionId: string): Promise<void>;
}

export interface RecordStore {
  note(log: RecordLog): Promise<void>;
  /** Beside what is known of the push. */
  noteReport(connectionId: string, outcomeId: string, report: ReportLog): Promise<void>;
  list(connectionId: string, page: PageRequest): Promise<Page<RecordLog & { readonly report?: ReportLog | undefined }>>;
}

/** Whom an outcome is about, by the names of the form, for the advertiser who bought it. */
export type Contact = Readonly<Record<string, string | number | boolean>>;

export interface SoldOutcomes extends BoughtPorts {
  /** Strongly consistent. */
  get(outcomeId: string): Promise<Outcome | undefined>;
  contact(outcomeId: string): Promise<Contact | undefined>;
}
