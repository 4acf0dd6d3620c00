import { MAX_ANSWERS_BYTES } from '../catalog/answers.ts';
import type { Model } from '../catalog/model.ts';

/**
 * What an outcome may weigh when it opens, its channel's attributes included. Facts, events and verdict add at most some
 * 200 bytes, so that every later write still costs one unit.
 */
export const OPEN_BYTES = 820;

/** Answers come with the facts, and once more in the verdict as what was seen. */
const ANSWER_ROOM = { facts: MAX_ANSWERS_BYTES + 20, seen: MAX_ANSWERS_BYTES + 20 };

/** What an outcome may weigh when it opens: a caller answers no questions; facts that are there already need no room. */
export function openBytes(model: Model, hasFacts: boolean): number {
  if (model === 'call') return OPEN_BYTES;
  return OPEN_BYTES - ANSWER_ROOM.seen - (hasFacts ? 0 : ANSWER_ROOM.facts);
}

/** DynamoDB's own reckoning of an item's size, in bytes (Developer Guide, "Item sizes and formats"). */
export function itemBytes(value: unknown): number {
  if (value === undefined) return 0;
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number' || typeof value === 'bigint') return 1 + Math.ceil(String(value).length / 2);
  if (value instanceof Uint8Array) return value.byteLength;
  if (value instanceof Set) return [...value].reduce((sum: number, each) => sum + itemBytes(each), 0);
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, each) => sum + 1 + itemBytes(each), 0);
  return 3 + mapBytes(value as Readonly<Record<string, unknown>>);
}

const mapBytes = (map: Readonly<Record<string, unknown>>): number =>
  Object.entries(map).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + 1 + Buffer.byteLength(name) + itemBytes(value)),
    0,
  );

/** What of a visit may go when an outcome is too large, the least useful first. */
const EXPENDABLE = ['ref', 'params', 'url'] as const;

interface Opened {
  readonly visit?: Readonly<Record<string, unknown>> | undefined;
}

/** Leaves out the free text of the visit, piece by piece, while the item is too large: a call is worth more than its referrer. */
export function trimToFit<T extends Opened>(item: T, limitBytes = OPEN_BYTES): T {
  let fitting = item;
  for (const name of EXPENDABLE) {
    if (itemBytes(fitting) <= limitBytes || !fitting.visit) break;
    fitting = { ...fitting, visit: { ...fitting.visit, [name]: undefined } };
  }
  return fitting;
}
