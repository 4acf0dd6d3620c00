import type { Currency } from '../kernel/money.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import type { Day, EpochMs } from '../kernel/time.ts';
import type { AdvertiserEntry } from '../ledger/model.ts';
import type { Export, ExportPart } from './export.ts';
import type { Invoice, InvoiceDraft } from './invoice.ts';
import type { BookedEntry, Month } from './model.ts';
import type { BillingTerms } from './terms.ts';

/** The books of account: derived from the ledger, rebuildable from it. */
export interface Books {
  /** Enters entries; one that is there already changes nothing, whatever the order and however often. */
  enter(entries: readonly BookedEntry[]): Promise<void>;
}

export interface AccountBalance {
  readonly account: string;
  readonly currency: Currency;
  readonly balanceMinor: bigint;
  /** How many postings it is made of. */
  readonly postings: number;
}

export interface BalanceReader {
  /** Every account, strongly consistent, up to the end of a month or up to now; by account, then currency. */
  all(through: Month | undefined): Promise<readonly AccountBalance[]>;
  /** One account in each of its currencies. */
  of(account: string, through?: Month): Promise<readonly AccountBalance[]>;
}

export interface BookReader {
  /** Entries booked on one day of the network's zone, in order, page by page. */
  day(day: Day): AsyncIterable<readonly BookedEntry[]>;
  /** A part of one day after a mark that an earlier part gave; no mark when the day is over. */
  part(day: Day, after: string | undefined, limit: number): Promise<{ entries: readonly BookedEntry[]; next?: string }>;
  /** An advertiser's entries booked in some days, both included, in order, page by page. */
  ofAdvertiser(advertiserId: string, fromDay: Day, toDay: Day): AsyncIterable<readonly BookedEntry[]>;
  /** The same as a person pages through them, the newest first. */
  listOfAdvertiser(advertiserId: string, page: PageRequest): Promise<Page<BookedEntry>>;
}

/** Entries of an advertiser in which no publisher has a part. */
export interface AdvertiserBook {
  /** Books an entry once under its id, and gives what stands there: the same entry, or the one that came before it. */
  book(entry: AdvertiserEntry): Promise<AdvertiserEntry>;
}

/** What the ledger paid in one run. */
export interface RunPayments {
  /** The payment entries of some publishers in a run; strongly consistent. */
  of(runId: string, publisherIds: readonly string[]): Promise<ReadonlyMap<string, Pick<BookedEntry, 'postings'>>>;
}

export interface ExportStore {
  create(started: Export): Promise<Export>;
  /** Strongly consistent. */
  get(exportId: string): Promise<Export | undefined>;
  /** Exports that are not done; strongly consistent. */
  active(): Promise<readonly Export[]>;
  /** Replaces an export and keeps its new part, unless it changed since `before` was read. */
  replace(before: Export, after: Export, part?: ExportPart): Promise<boolean>;
  /** In order. */
  parts(exportId: string): Promise<readonly ExportPart[]>;
}

export interface BillingTermsStore {
  /** Strongly consistent. */
  get(advertiserId: string): Promise<BillingTerms | undefined>;
  /** Puts them in the place of a version of them, 0 for none; `stale` when another one is there by now. */
  set(terms: BillingTerms, seenVersion: number): Promise<'put' | 'stale'>;
}

export interface InvoiceStore {
  /** Gives a draft the next number of its series and keeps it, both or neither; the one that stands when it was issued before. */
  issue(draft: InvoiceDraft): Promise<Invoice>;
  /** All of an advertiser's, oldest first; strongly consistent. */
  ofAdvertiser(advertiserId: string): Promise<readonly Invoice[]>;
  list(advertiserId: string, page: PageRequest): Promise<Page<Invoice>>;
}

/** When outcomes were judged, which is when they were charged. */
export interface JudgedTimes {
  /** Outcomes that are gone, or were never judged, are not in the map. */
  of(outcomeIds: readonly string[]): Promise<ReadonlyMap<string, EpochMs>>;
}

export interface LedgerScan {
  /** Every entry there is, in no order, page by page. */
  pages(): AsyncIterable<readonly BookedEntry[]>;
}
