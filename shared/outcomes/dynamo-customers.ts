import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { Problem } from '../kernel/problem.ts';
import { customerKey } from './keys.ts';
import type { CustomerLists } from './ports.ts';

/** DynamoDB takes 25 writes a request. */
const BATCH = 25;
/** Requests at once: enough to write ten thousand customers well within the API's 30 s. */
const CONCURRENCY = 8;
const MAX_TRIES = 7;
const FIRST_PAUSE_MS = 50;

type Write = { readonly PutRequest: { readonly Item: Key } } | { readonly DeleteRequest: { readonly Key: Key } };

interface Key {
  readonly pk: string;
  readonly sk: string;
}
type KeyOf = (owner: string, personHash: string) => Key;

/** Lists of people that take some off again. */
export interface PeopleList extends CustomerLists {
  /** Takes people off an owner's list; how many different ones were named. */
  remove(owner: string, personHashes: readonly string[]): Promise<number>;
}

/** Customer lists in table `outcomes`: hashes only. */
export const dynamoCustomers = (client: DynamoDBDocumentClient, tableName: string): CustomerLists =>
  dynamoPeopleList(client, tableName, customerKey);

/** A list of hashed people for each owner, under keys of the list's own making. */
export function dynamoPeopleList(client: DynamoDBDocumentClient, tableName: string, keyOf: KeyOf): PeopleList {
  /** Writes one batch; what the table had no room for is tried again after a pause that doubles, with full jitter. */
  async function writeBatch(writes: readonly Write[]): Promise<void> {
    let left = [...writes];
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (tries > 0) await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** tries);
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } }));
      left = (UnprocessedItems?.[tableName] ?? []) as Write[];
      if (left.length === 0) return;
    }
    throw new Problem('unavailable', 'not all people could be written now; send the same list again');
  }

  async function writeAll(hashes: ReadonlySet<string>, writeOf: (hash: string) => Write): Promise<number> {
    const writes = [...hashes].map(writeOf);
    const batches: Write[][] = [];
    for (let start = 0; start < writes.length; start += BATCH) batches.push(writes.slice(start, start + BATCH));
    await pMap(batches, writeBatch, { concurrency: CONCURRENCY });
    return writes.length;
  }

  return {
    add: (owner, personHashes) =>
      writeAll(new Set(personHashes), (hash) => ({ PutRequest: { Item: keyOf(owner, hash) } })),

    remove: (owner, personHashes) =>
      writeAll(new Set(personHashes), (hash) => ({ DeleteRequest: { Key: keyOf(owner, hash) } })),

    async has(advertiserId, personHash) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: keyOf(advertiserId, personHash), ConsistentRead: true }),
      );
      return Item !== undefined;
    },
  };
}
