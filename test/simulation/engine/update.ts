import { copyItem, type Item } from './item.ts';
import { type Bindings, operand, stepsOf, valueAt } from './path.ts';

interface Clauses {
  readonly set: readonly (readonly [path: string, value: string])[];
  readonly remove: readonly string[];
}

/** Splits at commas outside brackets. */
const listOf = (text: string): string[] =>
  text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `SET a = :b, c = c + :one REMOVE d`; what else DynamoDB knows is refused, since nothing here uses it. */
function parse(text: string): Clauses {
  const match = /^(?:SET (.*?))?\s*(?:REMOVE (.*))?$/s.exec(text.trim());
  if (!match || /\b(ADD|DELETE)\b/.test(text)) throw new Error(`the fake engine can not read "${text}"`);
  const set = listOf(match[1] ?? '').map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
  });
  return { set, remove: listOf(match[2] ?? '') };
}

function evaluate(text: string, item: Item, bindings: Bindings): unknown {
  const append = /^list_append\((.+),\s*([^\s,]+)\)$/.exec(text);
  if (append?.[1] && append[2]) {
    const lists = [evaluate(append[1].trim(), item, bindings), operand(append[2], item, bindings)];
    if (!lists.every(Array.isArray)) throw new Error('ValidationException: list_append needs two lists');
    return lists.flat(1);
  }
  const orElse = /^if_not_exists\((.+),(.+)\)$/.exec(text);
  if (orElse?.[1] && orElse[2]) {
    return operand(orElse[1].trim(), item, bindings) ?? operand(orElse[2].trim(), item, bindings);
  }
  const sum = /^(\S+) ([+-]) (\S+)$/.exec(text);
  if (!sum?.[1] || !sum[3]) return operand(text, item, bindings);
  const [a, b] = [operand(sum[1], item, bindings), operand(sum[3], item, bindings)];
  if (typeof a !== 'number' || typeof b !== 'number') throw new Error('ValidationException: a sum needs two numbers');
  return sum[2] === '+' ? a + b : a - b;
}

function place(root: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const last = steps.at(-1) ?? '';
  const parent = valueAt(root, steps.slice(0, -1)) as Record<string, unknown> | undefined;
  if (parent === undefined) {
    if (value === undefined) return;
    throw new Error('ValidationException: the document path is not valid for this item');
  }
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}

/** The item after an update; every right side sees the item as it was before. */
export function updated(before: Item, text: string, bindings: Bindings): Item {
  const { set, remove } = parse(text);
  const after = { ...copyItem(before) };
  const values = set.map(([path, value]) => [path, evaluate(value, before, bindings)] as const);
  for (const [path, value] of values) {
    if (value === undefined) throw new Error('ValidationException: the value is an attribute that is not there');
    place(after, stepsOf(path, bindings), value);
  }
  for (const path of remove) place(after, stepsOf(path, bindings), undefined);
  return copyItem(after);
}
