import { conditionOf } from './condition.ts';
import { copyItem, type Item } from './item.ts';
import type { Serving } from './memory-engine.ts';
import type { MemoryTable } from './memory-table.ts';
import { bindingsOf, type Expressions, operand, stepsOf } from './path.ts';

export interface QueryInput extends Expressions {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly KeyConditionExpression: string;
  readonly FilterExpression?: string;
  readonly ExclusiveStartKey?: Item;
  readonly ScanIndexForward?: boolean;
  readonly ConsistentRead?: boolean;
  readonly Limit?: number;
}

/** One page of a partition, in order, after the start key. */
export function query(table: MemoryTable, input: QueryInput, { atMs, lagMs = 0, pageItems }: Serving) {
  const bindings = bindingsOf(input);
  const partition = /^(\S+) = (:\S+)/.exec(input.KeyConditionExpression);
  if (!partition?.[1] || !partition[2]) throw new Error('ValidationException: a query names its partition first');
  const [attribute = ''] = stepsOf(partition[1], bindings);
  const pk = String(operand(partition[2], {}, bindings));
  const index = table.schema.indexes?.find((each) => each.name === input.IndexName);
  if (input.IndexName !== undefined && !index) throw new Error(`ValidationException: no index ${input.IndexName}`);
  if (index && input.ConsistentRead) throw new Error('ValidationException: an index is never read consistently');
  if (attribute !== (index?.pk ?? 'pk')) throw new Error(`ValidationException: ${attribute} is not the partition key`);
  const asOfMs = input.ConsistentRead ? undefined : atMs - lagMs;
  const sorted = index ? table.indexed(index, pk, asOfMs) : table.partition(pk, asOfMs);
  const ordered = input.ScanIndexForward === false ? sorted.reverse() : sorted;
  const names = index ? [index.sk, 'pk', 'sk'] : ['sk'];
  const holds = conditionOf(input.KeyConditionExpression);
  const rest = after(ordered, names, input).filter((item) => holds(item, bindings));
  const most = Math.min(input.Limit ?? Number.POSITIVE_INFINITY, pageItems ?? Number.POSITIVE_INFINITY);
  const page = rest.slice(0, most);
  const last = page.at(-1);
  const filter = input.FilterExpression === undefined ? undefined : conditionOf(input.FilterExpression);
  const shown = filter ? page.filter((item) => filter(item, bindings)) : page;
  return {
    Items: shown.map(copyItem),
    Count: shown.length,
    // Like DynamoDB, a page that reached its limit says that there may be more, even where there is not.
    ...(last && page.length === most ? { LastEvaluatedKey: keyIn(last, [...names, index?.pk ?? 'pk', 'pk']) } : {}),
  };
}

const keyIn = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.map((name) => [name, item[name]]));

/** What comes after the start key, which itself need not be there any more. */
function after(ordered: Item[], names: readonly string[], input: QueryInput): Item[] {
  const start = input.ExclusiveStartKey;
  if (!start) return ordered;
  const sign = input.ScanIndexForward === false ? -1 : 1;
  const compare = (item: Item): number => {
    for (const name of names) {
      const [a, b] = [String(item[name]), String(start[name])];
      if (a !== b) return a < b ? -sign : sign;
    }
    return 0;
  };
  return ordered.filter((item) => compare(item) > 0);
}
