import type { Request } from './engine/memory-engine.ts';

/** The table that is asked; ours are never two at once. */
export function tableOf({ input }: Request): string {
  const { TransactItems, TableName, RequestItems } = input;
  if (RequestItems) return String(Object.keys(RequestItems)[0]);
  const [first] = Array.isArray(TransactItems) ? TransactItems : [];
  const [write] = Object.values((first ?? {}) as Record<string, { readonly TableName: string }>);
  return String(TableName ?? write?.TableName);
}

/** Lists that can grow beyond one page of 1 MB; the others are bounded far below it. */
export const isLong = ({ op, input }: Request): boolean =>
  op === 'QueryCommand' &&
  (input.TableName === 'ledger' || input.IndexName !== undefined || JSON.stringify(input).includes('RUN#'));

/** Key and condition of a request, for the trace. */
export function describe({ input }: Request): string {
  const { Key, Item, TableName, TransactItems, ConditionExpression, ExpressionAttributeValues } = input;
  const item = (Key ?? Item) as Record<string, unknown> | undefined;
  const key = item ? `${item.pk} / ${item.sk}` : '';
  const values = ExpressionAttributeValues ? plain(ExpressionAttributeValues) : Item ? plain(Item) : '';
  const many = Array.isArray(TransactItems) ? plain(TransactItems) : '';
  return [TableName, key, ConditionExpression && `if ${ConditionExpression}`, values, many]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

const plain = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? Number(inner) : inner)).slice(0, 300);
