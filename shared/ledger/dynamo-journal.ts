import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { invariant } from '../kernel/result.ts';
import type { Day } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { startDigest } from './digest.ts';
import { entryItem, entryOf } from './entry-item.ts';
import { endOfDaySk, entrySk, ledgerPk, paymentSk } from './keys.ts';
import type { Entry } from './model.ts';
import type { EntryBook, EntryReader, PaymentBook } from './ports.ts';

/** Entries of one page: about 400 KB, well below DynamoDB's 1 MB, so a page is bounded by us and not by chance. */
const PAGE_ENTRIES = 1_000;

const FIRST_SK = '0';
/** Above every day, `PAID#…` included; frozen days (`FROZEN#…`) lie between the two and are skipped. */
const PAID_PREFIX = 'PAID#';

const fingerprint = (entry: Entry): string => {
  const digest = startDigest();
  digest.add([entry]);
  return digest.summary().digest;
};

/** The journal in table `ledger`: one conditional put per entry, never an update. */
export function dynamoJournal(
  client: DynamoDBDocumentClient,
  tableName: string,
): EntryBook & EntryReader & PaymentBook {
  async function read(pk: string, sk: string): Promise<Entry | undefined> {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { pk, sk }, ConsistentRead: true }));
    return Item && entryOf(Item);
  }

  async function put(entry: Entry, sk: string): Promise<void> {
    const item = entryItem(entry, sk);
    try {
      await client.send(
        new PutCommand({ TableName: tableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
      );
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      const there = await read(item.pk, sk);
      invariant(there && fingerprint(there) === fingerprint(entry), `another entry stands under ${sk}`);
    }
  }

  async function* range(publisherId: string, fromSk: string, toSk: string): AsyncGenerator<readonly Entry[]> {
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': ledgerPk(publisherId), ':from': fromSk, ':to': toSk },
          ConsistentRead: true,
          Limit: PAGE_ENTRIES,
          ExclusiveStartKey: start,
        }),
      );
      const entries = (answer.Items ?? []).map(entryOf);
      if (entries.length > 0) yield entries;
      start = answer.LastEvaluatedKey;
    } while (start);
  }

  return {
    book: (entry) => put(entry, entrySk(entry.payableDay, entry.entryId)),
    bookPayment: (runId, entry) => put(entry, paymentSk(runId, entry.entryId)),
    find: (publisherId, payableDay, entryId) => read(ledgerPk(publisherId), entrySk(payableDay, entryId)),
    pages: (publisherId: string, fromDay: Day, toDay: Day) => range(publisherId, `${fromDay}#`, endOfDaySk(toDay)),
    async *allPages(publisherId) {
      yield* range(publisherId, FIRST_SK, ':');
      yield* range(publisherId, PAID_PREFIX, `${PAID_PREFIX}~`);
    },
  };
}
