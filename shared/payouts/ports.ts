import type { PayeeProblem } from '../catalog/payee.ts';
import type { PayoutSchedule } from '../catalog/payout-schedule.ts';
import type { Currency } from '../kernel/money.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { PayoutSenders } from './files/sender.ts';
import type { BankReport, Line, Payment, ReturnFile, Run, SealedPayee } from './model.ts';
import type { ReserveTerms } from './reserve.ts';

export interface RunStore {
  /** Stores a new run; false when a run of that id is there already. */
  create(run: Run): Promise<boolean>;
  /** Strongly consistent. */
  get(runId: string): Promise<Run | undefined>;
  /** Newest period first. */
  list(page: PageRequest): Promise<Page<Run>>;
  /** Every run that is not over, oldest first; strongly consistent. */
  active(): Promise<readonly Run[]>;
  /**
   * Replaces a run, unless it changed since `before` was read. A run that starts drawing takes the turn in the same write,
   * and one that has drawn gives it back: `waiting` while another run has it.
   */
  replace(before: Run, after: Run): Promise<'replaced' | 'changed' | 'waiting'>;
}

export interface LineStore {
  /** Strongly consistent. */
  ofRun(runId: string, publisherId: string): Promise<Line | undefined>;
  /** The end of a publisher's chain; strongly consistent. */
  latest(publisherId: string): Promise<Line | undefined>;
  /** Adds to the chain and to the run at once, or to neither: `lost` when either place is taken. */
  add(line: Line): Promise<'added' | 'lost'>;
  /** All lines of a run by publisher, strongly consistent, page by page, after `afterPublisherId` where given. */
  each(runId: string, afterPublisherId?: string): AsyncIterable<readonly Line[]>;
  listOfRun(runId: string, page: PageRequest): Promise<Page<Line>>;
  /** Newest first; lines outside the chain are not among them. */
  listOfPublisher(publisherId: string, page: PageRequest): Promise<Page<Line>>;
}

/** What a run needs to know of a publisher. */
export interface PayoutTerms {
  readonly publisherId: string;
  readonly currency: Currency;
  readonly thresholdMinor: bigint;
  /** Days after it became payable until an entry is paid. */
  readonly netDays?: number | undefined;
  readonly reserve?: ReserveTerms | undefined;
  readonly schedule: PayoutSchedule;
  readonly payee?: SealedPayee | undefined;
  readonly payeeProblem?: PayeeProblem | undefined;
}

/** A publisher as a list shows it, perhaps as it was a moment ago. */
export interface ListedPublisher {
  readonly publisherId: string;
  readonly createdAtMs: EpochMs;
  readonly schedule: PayoutSchedule;
}

export interface PublisherDirectory {
  /** One page of all publishers; the cursor is the adapter's own. */
  page(cursor: string | undefined): Promise<{
    readonly publishers: readonly ListedPublisher[];
    readonly next?: string | undefined;
  }>;
  /** Strongly consistent: a payee entered a moment ago is paid. */
  payoutTerms(publisherId: string): Promise<PayoutTerms | undefined>;
}

export type ReportKind = 'returned' | 'corrected';

export interface ReturnFileStore {
  /** Strongly consistent. */
  get(fileId: string): Promise<ReturnFile | undefined>;
  /** Keeps the first reading of a file. */
  add(file: ReturnFile): Promise<void>;
}

/** Every payment there ever was, one small item each. */
export interface PaymentStore {
  /**
   * Keeps a payment under its key; again changes nothing.
   *
   * @throws Error when a payment of the last 400 days has that key and is another one
   */
  add(payment: Payment): Promise<void>;
  /** Strongly consistent. */
  get(key: string): Promise<Payment | undefined>;
  /** Keeps a bank's report, unless one of its kind is there; the payment as it then stands comes back. */
  report(key: string, kind: ReportKind, report: BankReport): Promise<Payment>;
  /** Says that all that follows from a report is done. */
  settle(key: string, kind: ReportKind): Promise<void>;
  /** Takes a block of NACHA trace numbers for a run, for good and once; its first one comes back. */
  takeTraces(runId: string, count: number): Promise<number>;
}

/** The network as its banks know it; what is not configured is absent. */
export type ReadSenders = () => Promise<PayoutSenders>;

/** Bank details in clear, as they were sealed: for the payment file only. */
export type OpenAccount = (publisherId: string, accountSealed: string) => Promise<string>;

export interface FileStore {
  put(key: string, body: string, contentType: string): Promise<void>;
  get(key: string): Promise<string | undefined>;
}

/** Puts messages on a queue; resolves only when all are there. */
export interface Outbox<M> {
  sendAll(messages: readonly M[]): Promise<void>;
}
