import { copyItem, type Item } from './item.ts';

/** What `#name` and `:value` stand for in one request. */
export interface Bindings {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

export interface Expressions {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

export const bindingsOf = ({
  ExpressionAttributeNames = {},
  ExpressionAttributeValues = {},
}: Expressions): Bindings => ({
  names: ExpressionAttributeNames,
  values: copyItem(ExpressionAttributeValues),
});

/** `slots.#slot` → its attribute names. */
export const stepsOf = (path: string, { names }: Bindings): string[] =>
  path.split('.').map((step) => {
    if (!step.startsWith('#')) return step;
    const name = names[step];
    if (name === undefined) throw new Error(`ValidationException: the name ${step} is not given`);
    return name;
  });

export function valueAt(item: Item, steps: readonly string[]): unknown {
  let value: unknown = item;
  for (const step of steps) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = (value as Item)[step];
  }
  return value;
}

/** The value of an operand: `:bound`, or an attribute of the item. */
export function operand(token: string, item: Item, bindings: Bindings): unknown {
  if (!token.startsWith(':')) return valueAt(item, stepsOf(token, bindings));
  const value = bindings.values[token];
  if (value === undefined) throw new Error(`ValidationException: the value ${token} is not given`);
  return value;
}
