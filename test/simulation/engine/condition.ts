import { isDeepStrictEqual } from 'node:util';
import type { Item } from './item.ts';
import { type Bindings, operand } from './path.ts';

/** A condition, key condition or filter, ready to be asked of an item. */
export type Condition = (item: Item, bindings: Bindings) => boolean;

const TOKEN = /\s*(<>|<=|>=|[()=<>,]|[#:A-Za-z0-9_.]+)/gy;

export function tokensOf(text: string): string[] {
  const tokens = [...text.matchAll(TOKEN)].map(([, token = '']) => token);
  if (tokens.join('') !== text.replace(/\s+/g, '')) throw new Error(`the fake engine can not read "${text}"`);
  return tokens;
}

type Value = (item: Item, bindings: Bindings) => unknown;

const isOrdered = (a: unknown, b: unknown): a is string | number =>
  typeof a === typeof b && (typeof a === 'string' || typeof a === 'number');

const COMPARE: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  '=': (a, b) => a !== undefined && isDeepStrictEqual(a, b),
  '<>': (a, b) => !isDeepStrictEqual(a, b),
  '<': (a, b) => isOrdered(a, b) && a < (b as typeof a),
  '<=': (a, b) => isOrdered(a, b) && a <= (b as typeof a),
  '>': (a, b) => isOrdered(a, b) && a > (b as typeof a),
  '>=': (a, b) => isOrdered(a, b) && a >= (b as typeof a),
};

const sizeOf = (value: unknown): number | undefined => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.length;
  return value !== null && typeof value === 'object' ? Object.keys(value).length : undefined;
};

/** Recursive descent over `OR`, `AND`, `NOT`, comparisons and the functions in use here; anything else is refused. */
class Parser {
  readonly #tokens: string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  whole(): Condition {
    const condition = this.#either();
    if (this.#at < this.#tokens.length) throw new Error(`the fake engine can not read "${this.#peek()}" here`);
    return condition;
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? '';
  }

  #take(expected?: string): string {
    const token = this.#peek();
    if (expected !== undefined && token !== expected) throw new Error(`expected ${expected}, not ${token}`);
    this.#at += 1;
    return token;
  }

  #either(): Condition {
    let left = this.#both();
    while (this.#peek() === 'OR') {
      this.#take();
      const [a, b] = [left, this.#both()];
      left = (item, bindings) => a(item, bindings) || b(item, bindings);
    }
    return left;
  }

  #both(): Condition {
    let left = this.#one();
    while (this.#peek() === 'AND') {
      this.#take();
      const [a, b] = [left, this.#one()];
      left = (item, bindings) => a(item, bindings) && b(item, bindings);
    }
    return left;
  }

  #one(): Condition {
    if (this.#peek() === 'NOT') {
      this.#take();
      const inner = this.#one();
      return (item, bindings) => !inner(item, bindings);
    }
    if (this.#peek() === '(') {
      this.#take();
      const inner = this.#either();
      this.#take(')');
      return inner;
    }
    return this.#test();
  }

  #test(): Condition {
    const name = this.#peek();
    if (name === 'attribute_exists' || name === 'attribute_not_exists') {
      const [value] = this.#call();
      const wanted = name === 'attribute_exists';
      return (item, bindings) => (value?.(item, bindings) !== undefined) === wanted;
    }
    if (name === 'begins_with') {
      const [value, prefix] = this.#call();
      return (item, bindings) => String(value?.(item, bindings) ?? '').startsWith(String(prefix?.(item, bindings)));
    }
    return this.#comparison();
  }

  #comparison(): Condition {
    const left = this.#value();
    const operator = this.#take();
    if (operator === 'BETWEEN') {
      const low = this.#value();
      this.#take('AND');
      const high = this.#value();
      return (item, bindings) => {
        const value = left(item, bindings);
        const [from, to] = [low(item, bindings), high(item, bindings)];
        return COMPARE['>=']?.(value, from) === true && COMPARE['<=']?.(value, to) === true;
      };
    }
    const compare = COMPARE[operator];
    if (!compare) throw new Error(`the fake engine knows no ${operator}`);
    const right = this.#value();
    return (item, bindings) => compare(left(item, bindings), right(item, bindings));
  }

  #value(): Value {
    if (this.#peek() === 'size') {
      const [inner] = this.#call();
      return (item, bindings) => sizeOf(inner?.(item, bindings));
    }
    const token = this.#take();
    return (item, bindings) => operand(token, item, bindings);
  }

  #call(): Value[] {
    this.#take();
    this.#take('(');
    const values = [this.#value()];
    while (this.#peek() === ',') {
      this.#take();
      values.push(this.#value());
    }
    this.#take(')');
    return values;
  }
}

const PARSED = new Map<string, Condition>();

/** Parses once per text; the product has a few dozen texts, bounded by its own code. */
export function conditionOf(text: string): Condition {
  const known = PARSED.get(text);
  if (known) return known;
  const condition = new Parser(text).whole();
  PARSED.set(text, condition);
  return condition;
}
