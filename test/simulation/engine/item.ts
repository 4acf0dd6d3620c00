/** An item as the engine keeps it: plain JSON values only, numbers for amounts. */
export type Item = { readonly [name: string]: unknown };

/**
 * What the document client makes of a value on its way to the engine and back: absent attributes vanish, a `bigint` comes
 * back as a number, and nobody shares an object with the table.
 */
export function copyOf(value: unknown): unknown {
  if (typeof value === 'bigint') {
    if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) throw new Error(`${value} is not exact`);
    return Number(value);
  }
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) if (inner !== undefined) copy[name] = copyOf(inner);
  return copy;
}

export const copyItem = (item: unknown): Item => copyOf(item) as Item;

/** A value in the form in which a refused write hands the old item back: `{ S: 'x' }`. */
function wireOf(value: unknown): unknown {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number') return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(wireOf) };
  return { M: wireItem(value as Item) };
}

export const wireItem = (item: Item): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, wireOf(value)]));
