import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../kernel/page.ts';
import { cursorOf, cursorRefused, type KeyAttributes, type PagedList, startKeyOf } from './cursor.ts';

export interface PageSource {
  readonly table: string;
  readonly list: PagedList;
  /** Queries this index instead of the table; reads of an index are eventually consistent. */
  readonly index?: string;
  /** Only sort keys that begin like this. */
  readonly prefix?: { readonly attribute: string; readonly value: string };
  /** Only sort keys from one to another, both included. */
  readonly between?: { readonly attribute: string; readonly from: string; readonly to: string };
  readonly newestFirst?: boolean;
  /** Only items with these values, by attribute (`offer.state` for a nested one); absent values ask nothing. */
  readonly where?: Readonly<Record<string, string | undefined>>;
}

/** Items that one read of a filtered list passes over at most, and such reads for one page: a page may come back short. */
const FILTER_READ_ITEMS = 500;
const MAX_FILTER_READS = 10;

/** `#w0_0.#w0_1 = :w0`: a condition for each value that is asked for. */
function filterOf(where: PageSource['where'] = {}) {
  const wanted = Object.entries(where).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const names: Record<string, string> = {};
  const values: Record<string, string> = {};
  const terms = wanted.map(([path, value], index) => {
    const parts = path.split('.').map((part, depth) => {
      names[`#w${index}_${depth}`] = part;
      return `#w${index}_${depth}`;
    });
    values[`:w${index}`] = value;
    return `${parts.join('.')} = :w${index}`;
  });
  return terms.length === 0 ? undefined : { expression: terms.join(' AND '), names, values };
}

interface SortCondition {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly holds: (key: KeyAttributes) => boolean;
}

/** What is asked of the sort key, where something is. */
function sortOf({ prefix, between }: PageSource): SortCondition {
  if (prefix) {
    return {
      expression: ' AND begins_with(#sort, :prefix)',
      names: { '#sort': prefix.attribute },
      values: { ':prefix': prefix.value },
      holds: (key: KeyAttributes) => key[prefix.attribute]?.startsWith(prefix.value) === true,
    };
  }
  if (!between) return { expression: '', names: {}, values: {}, holds: () => true };
  const { attribute, from, to } = between;
  return {
    expression: ' AND #sort BETWEEN :from AND :to',
    names: { '#sort': attribute },
    values: { ':from': from, ':to': to },
    holds: (key: KeyAttributes) => {
      const sort = key[attribute];
      return sort !== undefined && sort >= from && sort <= to;
    },
  };
}

function queryOf(source: PageSource): Omit<QueryCommandInput, 'Limit' | 'ExclusiveStartKey'> {
  const { list } = source;
  const [partition] = Object.entries(list.fixed);
  if (!partition) throw new Error(`the list ${list.name} names no partition`);
  const filter = filterOf(source.where);
  const sort = sortOf(source);
  return {
    TableName: source.table,
    IndexName: source.index,
    KeyConditionExpression: `#partition = :partition${sort.expression}`,
    FilterExpression: filter?.expression,
    ExpressionAttributeNames: {
      '#partition': partition[0],
      ...sort.names,
      ...filter?.names,
    },
    ExpressionAttributeValues: {
      ':partition': partition[1],
      ...sort.values,
      ...filter?.values,
    },
    ScanIndexForward: source.newestFirst !== true,
  };
}

const filteredList = ({ list, where }: PageSource): PagedList => ({
  ...list,
  name: `${list.name} ${JSON.stringify(where)}`,
});

type Item = Record<string, unknown>;

/** Reads on until the page is full: what a filter passes over would leave most pages empty. */
async function filtered(
  client: DynamoDBDocumentClient,
  query: ReturnType<typeof queryOf>,
  limit: number,
  firstKey: KeyAttributes | undefined,
): Promise<{ readonly items: readonly Item[]; readonly lastKey?: Item | undefined }> {
  const items: Item[] = [];
  let startKey: Item | undefined = firstKey;
  for (let reads = 0; reads < MAX_FILTER_READS; reads += 1) {
    const answer = await client.send(
      new QueryCommand({ ...query, Limit: FILTER_READ_ITEMS, ExclusiveStartKey: startKey }),
    );
    items.push(...(answer.Items ?? []));
    startKey = answer.LastEvaluatedKey;
    // An item holds its own key, so the page can end at any of them.
    if (items.length > limit) return { items: items.slice(0, limit), lastKey: items[limit - 1] };
    if (!startKey) return { items };
    if (items.length === limit) break;
  }
  // What was passed over may be another's: its key is in the cursor only where nothing of the list's own is left to name.
  return { items, lastKey: items.at(-1) ?? startKey };
}

/**
 * One page of one partition; the cursor is bound to the list (cursor.ts). With `where` a page may hold fewer items than asked
 * for, even none, and still name a next one.
 *
 * @throws Problem `invalid` naming `query.cursor` for a cursor that is not of this list
 */
export async function queryPage<T>(
  client: DynamoDBDocumentClient,
  source: PageSource,
  page: PageRequest,
  parse: (item: Item) => T,
): Promise<Page<T>> {
  const query = queryOf(source);
  // The filter is part of the list's name: a cursor taken with one is no cursor with another.
  const list = query.FilterExpression === undefined ? source.list : filteredList(source);
  const startKey = startKeyOf(list, page.cursor);
  // DynamoDB fails on a start outside of what is asked for, and that is the caller's mistake, not ours.
  if (startKey && !sortOf(source).holds(startKey)) throw cursorRefused();
  if (query.FilterExpression !== undefined) {
    const { items, lastKey } = await filtered(client, query, page.limit, startKey);
    const nextCursor = cursorOf(list, lastKey);
    return { items: items.map(parse), ...(nextCursor ? { nextCursor } : {}) };
  }
  const answer = await client.send(new QueryCommand({ ...query, ExclusiveStartKey: startKey, Limit: page.limit }));
  const nextCursor = cursorOf(list, answer.LastEvaluatedKey);
  return { items: (answer.Items ?? []).map(parse), ...(nextCursor ? { nextCursor } : {}) };
}
