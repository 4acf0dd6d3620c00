import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { sha256Hex } from '../kernel/ids.ts';
import { Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';
import { dayOf } from '../kernel/time.ts';
import { bookItem } from './book-item.ts';
import { BALANCE_PARTS, balancePk, balanceSort, countAttribute, monthAttribute } from './keys.ts';
import { type BookedEntry, changesOf, FIRST_YEAR, type YearChange } from './model.ts';
import type { Books } from './ports.ts';

/** DynamoDB takes 100 writes in a transaction. */
const MAX_WRITES = 100;
/** Fewer than fit: a shorter transaction meets fewer others. */
const MAX_ENTRIES = 40;
/** Each try either enters, drops what is entered already, or met another shard of the stream. */
const MAX_TRIES = 10;
const BACKOFF_MS = 25;

/**
 * The books in table `reports`. An entry and what it adds to the balances are one transaction, so a balance can't count an
 * entry twice or miss it: the entry's own item is the mark. Entries that come together share the writes to their accounts.
 */
export function dynamoBooks(client: DynamoDBDocumentClient, tableName: string, zone: string): Books {
  const dayOfEntry = (entry: BookedEntry) => dayOf(entry.bookedAtMs, zone);

  const put = (entry: BookedEntry) => ({
    Put: {
      TableName: tableName,
      Item: bookItem(entry, dayOfEntry(entry)),
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });

  const add = ({ account, currency, year, months }: YearChange, part: number) => {
    invariant(year >= FIRST_YEAR, `no entry is older than ${FIRST_YEAR}`);
    const all = [...months];
    const names = all.flatMap(([month], index): [string, string][] => [
      [`#m${index}`, monthAttribute(month)],
      [`#n${index}`, countAttribute(month)],
    ]);
    const values = all.flatMap(([, { amountMinor, postings }], index): [string, bigint | number][] => [
      [`:m${index}`, amountMinor],
      [`:n${index}`, postings],
    ]);
    return {
      Update: {
        TableName: tableName,
        Key: { pk: balancePk(year), sk: balanceSort(account, currency, partOf(account, part)) },
        UpdateExpression: `ADD ${all.map((_month, index) => `#m${index} :m${index}, #n${index} :n${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names),
        ExpressionAttributeValues: Object.fromEntries(values),
      },
    };
  };

  /** Which of these are entered already; none when all of them were entered just now. */
  async function enterSome(entries: readonly BookedEntry[], part: number): Promise<readonly boolean[] | 'entered'> {
    const changes = changesOf(entries, dayOfEntry);
    try {
      const writes = [...entries.map(put), ...changes.map((change) => add(change, part))];
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return 'entered';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
      const isLost = codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict');
      if (!isLost) throw error;
      return entries.map((_entry, index) => codes[index] === 'ConditionalCheckFailed');
    }
  }

  async function enterChunk(chunk: readonly BookedEntry[]): Promise<void> {
    let left = chunk;
    const part = Number.parseInt(sha256Hex(chunk[0]?.entryId ?? '').slice(0, 4), 16) % BALANCE_PARTS;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      if (left.length === 0) return;
      const there = await enterSome(left, part);
      if (there === 'entered') return;
      const before = left.length;
      left = left.filter((_entry, index) => !there[index]);
      if (left.length === before) await pause(BACKOFF_MS * (tries + 1));
    }
    throw new Problem('unavailable', 'too many write the same accounts at once');
  }

  return {
    async enter(entries) {
      for (const chunk of chunksOf(entries, dayOfEntry)) await enterChunk(chunk);
    },
  };
}

const partOf = (account: string, part: number): number => (account.startsWith('publisher:') ? 0 : part);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Each entry once, in groups whose entries and accounts fit one transaction. */
function chunksOf(entries: readonly BookedEntry[], dayOfEntry: (entry: BookedEntry) => string): BookedEntry[][] {
  const chunks: BookedEntry[][] = [];
  let chunk: BookedEntry[] = [];
  for (const entry of new Map(entries.map((each) => [`${each.bookedAtMs}#${each.entryId}`, each])).values()) {
    const grown = [...chunk, entry];
    const isFull = grown.length > MAX_ENTRIES || grown.length + changesOf(grown, dayOfEntry).length > MAX_WRITES;
    if (isFull && chunk.length > 0) {
      chunks.push(chunk);
      chunk = [entry];
    } else chunk = grown;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
