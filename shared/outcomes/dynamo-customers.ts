import { setTimeout as sleep } from 'node:timers/promises';
import { BatchWriteCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Problem } from '../kernel/problem.ts';
import { customerKey } from './keys.ts';
import type { CustomerLists } from './ports.ts';

/** DynamoDB takes 25 puts a request. */
const BATCH = 25;
/** Requests at once: enough to write ten thousand customers well within the API's 30 s. */
const CONCURRENCY = 8;
const MAX_TRIES = 7;
const FIRST_PAUSE_MS = 50;

type Puts = { PutRequest: { Item: Record<string, unknown> } }[];

/** Customer lists in table `outcomes`: hashes only. */
export const dynamoCustomers = (client: DynamoDBDocumentClient, tableName: string): CustomerLists =>
  dynamoPeopleList(client, tableName, customerKey);

type KeyOf = (owner: string, personHash: string) => { readonly pk: string; readonly sk: string };

/** A list of hashed people for each owner, under keys of the list's own making. */
export function dynamoPeopleList(client: DynamoDBDocumentClient, tableName: string, keyOf: KeyOf): CustomerLists {
  /** Writes one batch; what the table had no room for is tried again after a pause that doubles, with full jitter. */
  async function writeBatch(puts: Puts): Promise<void> {
    let left = puts;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (tries > 0) await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** tries);
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } }));
      left = (UnprocessedItems?.[tableName] ?? []) as Puts;
      if (left.length === 0) return;
    }
    throw new Problem('unavailable', 'not all customers could be stored now; send the same list again');
  }

  return {
    async add(advertiserId, personHashes) {
      const puts = [...new Set(personHashes)].map((hash) => ({
        PutRequest: { Item: keyOf(advertiserId, hash) },
      }));
      const batches: Puts[] = [];
      for (let start = 0; start < puts.length; start += BATCH) batches.push(puts.slice(start, start + BATCH));
      const worker = async (): Promise<void> => {
        for (let batch = batches.shift(); batch; batch = batches.shift()) await writeBatch(batch);
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, worker));
      return puts.length;
    },

    async has(advertiserId, personHash) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: keyOf(advertiserId, personHash), ConsistentRead: true }),
      );
      return Item !== undefined;
    },
  };
}
