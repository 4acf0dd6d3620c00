import { copyItem, type Item } from './item.ts';
import { type Bindings, operand, stepsOf, valueAt } from './path.ts';

interface Clauses {
  readonly set: readonly (readonly [path: string, value: string])[];
  readonly remove: readonly string[];
  readonly add: readonly (readonly [path: string, value: string])[];
}

/** Splits at commas outside brackets. */
const listOf = (text: string): string[] =>
  text
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `SET a = :b, c = c + :one REMOVE d ADD e :f`, in any order; what else DynamoDB knows is refused, since nothing here uses it. */
function parse(text: string): Clauses {
  const parts = text.trim().split(/\b(SET|REMOVE|ADD|DELETE) /);
  if (parts[0] !== '' || parts.includes('DELETE')) throw new Error(`the fake engine can not read "${text}"`);
  const clause = (keyword: string): string[] => {
    const at = parts.indexOf(keyword);
    return at < 0 ? [] : listOf((parts[at + 1] ?? '').trim());
  };
  const set = clause('SET').map((part) => {
    const at = part.indexOf('=');
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
  });
  const add = clause('ADD').map((part) => {
    const [path = '', value = ''] = part.split(/\s+/);
    return [path, value] as const;
  });
  return { set, remove: clause('REMOVE'), add };
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
  const { set, remove, add } = parse(text);
  const after = { ...copyItem(before) };
  const values = set.map(([path, value]) => [path, evaluate(value, before, bindings)] as const);
  for (const [path, value] of values) {
    if (value === undefined) throw new Error('ValidationException: the value is an attribute that is not there');
    place(after, stepsOf(path, bindings), value);
  }
  for (const [path, value] of add) {
    const steps = stepsOf(path, bindings);
    const [sum, more] = [valueAt(before, steps) ?? 0, operand(value, before, bindings)];
    if (typeof sum !== 'number' || typeof more !== 'number') throw new Error('ValidationException: numbers are added');
    place(after, steps, sum + more);
  }
  for (const path of remove) place(after, stepsOf(path, bindings), undefined);
  return copyItem(after);
}
