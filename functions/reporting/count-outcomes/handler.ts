import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Log } from '../../../shared/platform/log.ts';
import { judgedEventOf } from '../../../shared/reporting/contract.ts';
import { type JudgedEvent, tally } from '../../../shared/reporting/model.ts';
import type { DailyCounters } from '../../../shared/reporting/ports.ts';

/**
 * Counts verdicts as the stream tells them. The first record that can't be read or counted is where Lambda begins again;
 * what was counted behind it counts once all the same.
 */
export const countHandler =
  (deps: { readonly counters: DailyCounters; readonly zone: string; readonly log: Log }) =>
  async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const { verdicts, poisoned } = readAll(event.Records, deps.log);
    const failed = new Set<string>(poisoned);
    for (const group of tally([...verdicts.keys()], deps.zone)) {
      try {
        await deps.counters.add(group);
      } catch (error) {
        deps.log.warn('verdicts not counted', { day: group.day, offerId: group.offerId, error: nameOf(error) });
        for (const each of group.events) failed.add(verdicts.get(each) ?? '');
      }
    }
    const first = event.Records.find((record) => failed.has(sequenceOf(record)));
    return { batchItemFailures: first ? [{ itemIdentifier: sequenceOf(first) }] : [] };
  };

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? '';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** The verdicts of a batch with the sequence number of their records, up to the first record that can't be read. */
function readAll(records: readonly DynamoDBRecord[], log: Log) {
  const verdicts = new Map<JudgedEvent, string>();
  for (const record of records) {
    try {
      const verdict = judgedEventOf(record.dynamodb?.NewImage);
      if (verdict) verdicts.set(verdict, sequenceOf(record));
    } catch (error) {
      log.warn('record not readable', { sequence: sequenceOf(record), error: nameOf(error) });
      return { verdicts, poisoned: [sequenceOf(record)] };
    }
  }
  return { verdicts, poisoned: [] };
}
