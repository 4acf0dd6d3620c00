import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { Problem } from '../kernel/problem.ts';
import { isTransactionMet, isTransactionRefused } from './dynamo.ts';

const MAX_TRIES = 7;
const FIRST_PAUSE_MS = 20;

/**
 * Writes all of it or nothing. What met another write of its kind is tried again, after a pause that doubles, with full jitter.
 *
 * @param what names in the plural what is written, for whoever is told to try again
 * @returns false when a condition was lost
 * @throws Problem `unavailable` where it met others each time
 */
export async function transact(
  client: DynamoDBDocumentClient,
  writes: TransactWriteCommandInput['TransactItems'],
  what: string,
): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (tries > 0) await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** tries);
    try {
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return true;
    } catch (error) {
      if (isTransactionRefused(error)) return false;
      if (!isTransactionMet(error)) throw error;
    }
  }
  throw new Problem('unavailable', `${what} are changed by too many at once: try again`);
}
