import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { entryOfImage } from '../../../shared/billing/ledger-image.ts';
import { advertiserOf, type BookedEntry } from '../../../shared/billing/model.ts';
import type { Books } from '../../../shared/billing/ports.ts';
import type { Count } from '../../../shared/platform/count.ts';
import { COUNTERS } from '../../../shared/platform/counters.ts';
import type { Log } from '../../../shared/platform/log.ts';

export interface EnterDeps {
  readonly books: Books;
  /** Tells routing what an advertiser may still spend. */
  readonly followCredit: (advertiserId: string) => Promise<void>;
  readonly log: Log;
  readonly count: Count;
}

/**
 * Enters what the stream of the ledger tells into the books, and what that leaves its advertisers to spend. A record that can't be read is where Lambda begins again, and
 * in the end sets it aside; what was entered before counts once all the same.
 */
export const enterEntriesHandler =
  (deps: EnterDeps) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { entries, poisoned } = readAll(deps, event.Records);
    try {
      await deps.books.enter(entries);
      for (const advertiserId of advertisersOf(entries)) await deps.followCredit(advertiserId);
    } catch (error) {
      deps.log.warn('entries not entered', { entries: entries.length, error: nameOf(error) });
      return failedAt(event.Records[0]);
    }
    return failedAt(poisoned);
  };

const advertisersOf = (entries: readonly BookedEntry[]): ReadonlySet<string> =>
  new Set(entries.flatMap((entry) => advertiserOf(entry) ?? []));

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? '';

const failedAt = (record: DynamoDBRecord | undefined): DynamoDBBatchResponse => ({
  batchItemFailures: record ? [{ itemIdentifier: sequenceOf(record) }] : [],
});

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** The entries of a batch, up to the first record that can't be read. */
function readAll({ log, count }: EnterDeps, records: readonly DynamoDBRecord[]) {
  const entries: BookedEntry[] = [];
  for (const record of records) {
    try {
      const entry = entryOfImage(record.dynamodb?.NewImage);
      if (entry && record.eventName === 'INSERT') entries.push(entry);
      if ((entry && record.eventName === 'MODIFY') || record.eventName === 'REMOVE') {
        count(COUNTERS.ledgerEntryChanged);
        log.error('the ledger was changed from outside', { sequence: sequenceOf(record), what: record.eventName });
      }
    } catch (error) {
      log.warn('record not readable', { sequence: sequenceOf(record), error: nameOf(error) });
      return { entries, poisoned: record };
    }
  }
  return { entries, poisoned: undefined };
}
