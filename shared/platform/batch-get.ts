import { setTimeout as sleep } from 'node:timers/promises';
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { Problem } from '../kernel/problem.ts';

export interface BatchSource {
  readonly table: string;
  /** Reads what is written now, at twice the price. */
  readonly consistent?: boolean;
  /** Only these attributes, as a projection expression. */
  readonly only?: string;
}

type Item = Record<string, unknown>;
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** DynamoDB takes 100 keys a request. */
const KEYS_A_READ = 100;
const CONCURRENCY = 8;
const MAX_TRIES = 6;
const FIRST_PAUSE_MS = 50;

/** What the table had no room for is asked again after a pause that doubles, with full jitter. */
async function readBatch(client: DynamoDBDocumentClient, source: BatchSource, keys: readonly ItemKey[]) {
  const { table, consistent, only } = source;
  const items: Item[] = [];
  let left: Item[] = keys.map((key) => ({ ...key }));
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (tries > 0) await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** tries);
    const request = { Keys: left, ConsistentRead: consistent, ProjectionExpression: only };
    const answer = await client.send(new BatchGetCommand({ RequestItems: { [table]: request } }));
    items.push(...(answer.Responses?.[table] ?? []));
    left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    if (left.length === 0) return items;
  }
  throw new Problem('unavailable', 'not everything could be read now: try again');
}

/**
 * The items with these keys, in any order and as many as there are: a hundred a request, a few requests at a time. A key that is named
 * twice is read once.
 *
 * @throws Problem `unavailable` where the table does not give all of them, however often it is asked
 */
export async function batchGet(
  client: DynamoDBDocumentClient,
  source: BatchSource,
  keys: readonly ItemKey[],
): Promise<Item[]> {
  const unique = [...new Map(keys.map((key) => [`${key.pk}\n${key.sk}`, key])).values()];
  const batches = Array.from({ length: Math.ceil(unique.length / KEYS_A_READ) }, (_, index) =>
    unique.slice(index * KEYS_A_READ, (index + 1) * KEYS_A_READ),
  );
  const read = await pMap(batches, (batch) => readBatch(client, source, batch), { concurrency: CONCURRENCY });
  return read.flat();
}
