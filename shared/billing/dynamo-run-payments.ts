import { BatchGetCommand, type BatchGetCommandOutput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../kernel/problem.ts';
import { entryOf } from '../ledger/entry-item.ts';
import { ledgerPk, paymentSk } from '../ledger/keys.ts';
import type { Entry } from '../ledger/model.ts';
import { paymentReference } from '../payouts/payment.ts';
import type { RunPayments } from './ports.ts';

/** DynamoDB takes 100 keys a request. */
const MAX_KEYS = 100;
const CONCURRENCY = 8;
/** A throttled table hands keys back; each round serves some. */
const MAX_ROUNDS = 10;

type Keys = Record<string, unknown>[];

/** Payments of a run, found by their keys: a hundred a request, a few requests at a time. */
export function dynamoRunPayments(client: DynamoDBDocumentClient, tableName: string): RunPayments {
  async function readSome(keys: Keys): Promise<Entry[]> {
    const entries: Entry[] = [];
    let left: Keys = keys;
    for (let round = 0; round < MAX_ROUNDS && left.length > 0; round += 1) {
      const answer: BatchGetCommandOutput = await client.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left, ConsistentRead: true } } }),
      );
      entries.push(...(answer.Responses?.[tableName] ?? []).map(entryOf));
      left = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    if (left.length > 0) throw new Problem('unavailable', 'the ledger is busy; ask again');
    return entries;
  }

  return {
    async of(runId, publisherIds) {
      const keys = publisherIds.map((publisherId) => ({
        pk: ledgerPk(publisherId),
        sk: paymentSk(runId, paymentReference(runId, publisherId)),
      }));
      const batches: Keys[] = [];
      for (let start = 0; start < keys.length; start += MAX_KEYS) batches.push(keys.slice(start, start + MAX_KEYS));
      const found = new Map<string, Entry>();
      const worker = async (): Promise<void> => {
        for (let batch = batches.shift(); batch; batch = batches.shift()) {
          for (const entry of await readSome(batch)) found.set(entry.publisherId, entry);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, worker));
      return found;
    },
  };
}
