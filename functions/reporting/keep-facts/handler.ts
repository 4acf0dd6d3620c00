import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import pMap from 'p-map';
import type { Log } from '../../../shared/platform/log.ts';
import { plainImage } from '../../../shared/platform/stream-image.ts';
import { type KeepPorts, keepFact } from '../../../shared/reporting/keep-facts.ts';

/** Items written at the same time. */
const CONCURRENCY = 10;

/**
 * Keeps what the stream of the outcomes tells. A fact's name follows from what happened, so a record that is repeated, in any
 * batch and order, counts once. Lambda begins again at the first record that could not be kept.
 */
export const keepFactsHandler =
  (deps: KeepPorts & { readonly log: Log }) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = new Set<string>();
    const keep = async (record: DynamoDBRecord): Promise<void> => {
      try {
        const item = plainImage(record.dynamodb?.NewImage);
        if (item) await keepFact(deps, item);
      } catch (error) {
        deps.log.warn('record not counted', { sequence: sequenceOf(record), error: nameOf(error) });
        failed.add(sequenceOf(record));
      }
    };
    await pMap(Records, keep, { concurrency: CONCURRENCY });
    const first = Records.find((record) => failed.has(sequenceOf(record)));
    return { batchItemFailures: first ? [{ itemIdentifier: sequenceOf(first) }] : [] };
  };

const sequenceOf = (record: DynamoDBRecord): string => record.dynamodb?.SequenceNumber ?? '';

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
