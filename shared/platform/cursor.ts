import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalidField, type Problem } from '../kernel/problem.ts';
import { invariant } from '../kernel/result.ts';

/**
 * One list that can be paged: the partition it lives in (`fixed`) and the other attributes of its key (`free`).
 * For an index the free attributes are the table's own key and the index's sort key.
 */
export interface PagedList {
  /** Names the list, so that a cursor of another list of the same shape is refused. */
  readonly name: string;
  readonly fixed: Readonly<Record<string, string>>;
  readonly free: readonly string[];
}

export type KeyAttributes = Record<string, string>;

const payload = z.strictObject({
  v: z.literal(1),
  l: z.string(),
  k: z.array(z.string().min(1).max(1024)).min(1).max(6),
});

/** DynamoDB allows 1,024 bytes for a sort key and 2,048 for a partition key: more is no cursor of ours. */
const MAX_CURSOR_LENGTH = 6_000;

const bindingOf = (list: PagedList): string =>
  createHash('sha256')
    .update(JSON.stringify([list.name, Object.entries(list.fixed).sort(), list.free]))
    .digest('base64url')
    .slice(0, 12);

/** The opaque cursor after a page; undefined after the last one. Takes `LastEvaluatedKey` as it came. */
export function cursorOf(list: PagedList, lastKey: Record<string, unknown> | undefined): string | undefined {
  if (!lastKey) return undefined;
  const values = list.free.map((name) => {
    const value = lastKey[name];
    invariant(typeof value === 'string', `the last key of ${list.name} has no ${name}`);
    return value;
  });
  return Buffer.from(JSON.stringify({ v: 1, l: bindingOf(list), k: values })).toString('base64url');
}

/** What a forged, damaged or foreign cursor is answered with. */
export const cursorRefused = (): Problem => invalidField('query.cursor', 'is not a cursor of this list');

function decode(cursor: string): unknown {
  if (cursor.length > MAX_CURSOR_LENGTH || !/^[A-Za-z0-9_-]+$/.test(cursor)) throw cursorRefused();
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw cursorRefused();
  }
}

/**
 * The `ExclusiveStartKey` a cursor stands for. Only the free attributes come from the cursor; the partition comes from the
 * list itself, so whatever a caller forges, it can't leave what it may see.
 *
 * @throws Problem `invalid` naming `query.cursor` for a forged, damaged or foreign cursor
 */
export function startKeyOf(list: PagedList, cursor: string | undefined): KeyAttributes | undefined {
  if (cursor === undefined) return undefined;
  const parsed = payload.safeParse(decode(cursor));
  if (!parsed.success || parsed.data.l !== bindingOf(list) || parsed.data.k.length !== list.free.length) {
    throw cursorRefused();
  }
  const values = parsed.data.k;
  const free = Object.fromEntries(list.free.map((name, index) => [name, values[index] ?? '']));
  return { ...free, ...list.fixed };
}
