import type { Page, PageRequest } from '../kernel/page.ts';
import type { Day } from '../kernel/time.ts';
import type { Side } from '../outcomes/ports.ts';
import type { Correctable, Correction } from './correction.ts';
import type { Entry } from './model.ts';
import type { Chunk, FailedRow, Upload } from './upload.ts';

/** The ledger itself: append only. */
export interface EntryBook {
  /**
   * Books an entry once, under its publisher and payable day; booking it again changes nothing.
   *
   * @throws Error when another entry stands under that name: two causes with one id, or a cause that changed
   */
  book(entry: Entry): Promise<void>;
  /** Strongly consistent. */
  find(publisherId: string, payableDay: Day, entryId: string): Promise<Entry | undefined>;
}

export interface EntryReader {
  /** Entries payable from one day to another, both included, in key order, strongly consistent, page by page. */
  pages(publisherId: string, fromDay: Day, toDay: Day): AsyncIterable<readonly Entry[]>;
  /** Every entry of a publisher, payments included, in key order, strongly consistent, page by page. */
  allPages(publisherId: string): AsyncIterable<readonly Entry[]>;
}

/** Payments stand outside every payable day, under their run. */
export interface PaymentBook {
  /** Books a payment once; booking it again changes nothing. */
  bookPayment(runId: string, entry: Entry): Promise<void>;
}

/** Where an adjustment freezes its payable day before it is booked, so that a retry on another day finds the same place. */
export interface FrozenDays {
  /** What stands for this entry: the day and input given, unless some were frozen before. Strongly consistent. */
  freeze(
    publisherId: string,
    entryId: string,
    day: Day,
    inputHash: string,
  ): Promise<{ readonly day: Day; readonly inputHash: string }>;
  /** Moves a frozen day; the day that stands afterwards comes back, whoever moved it. */
  move(publisherId: string, entryId: string, from: Day, to: Day): Promise<Day>;
}

/** Everything that was corrected of outcomes: decided here first, booked from here, so that a retry finds it. */
export interface CorrectionStore {
  /** Outcomes with their corrections; those that do not exist are not in the map. Strongly consistent. */
  read(outcomeIds: readonly string[]): Promise<ReadonlyMap<string, Correctable>>;
  /** Adds a correction behind those that were seen; false when another came in between. */
  add(seen: Correctable, correction: Correction): Promise<boolean>;
  /** Newest first, as both sides are told of them. */
  list(side: Side, page: PageRequest): Promise<Page<CorrectionNotice>>;
}

/** A correction as its two sides are told of it. */
export interface CorrectionNotice extends Correction {
  readonly outcomeId: string;
  readonly publisherId: string;
  readonly advertiserId: string;
  readonly currency: string;
}

/** Files of adjustments on their way. */
export interface UploadStore {
  /** The upload that stands under this id: the one given, unless another came before it. */
  create(upload: Upload): Promise<Upload>;
  get(uploadId: string): Promise<Upload | undefined>;
  /** Stores what is not there yet; a chunk that is done stays done. */
  addChunks(uploadId: string, chunks: readonly Chunk[]): Promise<void>;
  /** In order; strongly consistent. */
  chunks(uploadId: string): Promise<readonly Chunk[]>;
  chunk(uploadId: string, number: number): Promise<Chunk | undefined>;
  finishChunk(uploadId: string, number: number, failed: readonly FailedRow[], atMs: number): Promise<void>;
}
