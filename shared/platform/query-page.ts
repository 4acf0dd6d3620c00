import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../kernel/page.ts';
import { cursorOf, cursorRefused, type PagedList, startKeyOf } from './cursor.ts';

export interface PageSource {
  readonly table: string;
  readonly list: PagedList;
  /** Queries this index instead of the table; reads of an index are eventually consistent. */
  readonly index?: string;
  /** Only sort keys that begin like this. */
  readonly prefix?: { readonly attribute: string; readonly value: string };
  readonly newestFirst?: boolean;
}

/**
 * One page of one partition; the cursor is bound to the list (cursor.ts).
 *
 * @throws Problem `invalid` naming `query.cursor` for a cursor that is not of this list
 */
export async function queryPage<T>(
  client: DynamoDBDocumentClient,
  source: PageSource,
  page: PageRequest,
  parse: (item: Record<string, unknown>) => T,
): Promise<Page<T>> {
  const { list, prefix } = source;
  const [partition] = Object.entries(list.fixed);
  if (!partition) throw new Error(`the list ${list.name} names no partition`);
  const startKey = startKeyOf(list, page.cursor);
  // DynamoDB fails on a start outside of what is asked for, and that is the caller's mistake, not ours.
  if (startKey && prefix && !startKey[prefix.attribute]?.startsWith(prefix.value)) throw cursorRefused();
  const answer = await client.send(
    new QueryCommand({
      TableName: source.table,
      IndexName: source.index,
      KeyConditionExpression: prefix
        ? '#partition = :partition AND begins_with(#sort, :prefix)'
        : '#partition = :partition',
      ExpressionAttributeNames: { '#partition': partition[0], ...(prefix ? { '#sort': prefix.attribute } : {}) },
      ExpressionAttributeValues: { ':partition': partition[1], ...(prefix ? { ':prefix': prefix.value } : {}) },
      ExclusiveStartKey: startKey,
      ScanIndexForward: source.newestFirst !== true,
      Limit: page.limit,
    }),
  );
  const nextCursor = cursorOf(list, answer.LastEvaluatedKey);
  return { items: (answer.Items ?? []).map(parse), ...(nextCursor ? { nextCursor } : {}) };
}
