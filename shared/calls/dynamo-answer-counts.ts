import type { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Heard, weekOf } from './answer-counts.ts';
import type { Stored } from './dynamo-capacity-item.ts';
import { type Counted, countAnew, countMore, createCounted, freePlace } from './dynamo-capacity-writes.ts';

/** Undefined when the write took place, else the item as it stood (`'none'` where there was none). */
export type Attempt = (write: PutCommand | UpdateCommand) => Promise<Stored | 'none' | undefined>;

/** One to see that a week begins, one to begin it, one after whoever was quicker; the rest is room. */
const MAX_TRIES = 6;

/** Counts a call that had no place. Told twice in a row it counts once. */
export async function countHeard(
  attempt: Attempt,
  table: string,
  targetId: string,
  call: string,
  heard: Heard,
): Promise<void> {
  let next: PutCommand | UpdateCommand = countMore(table, targetId, { heard: call }, weekOf(heard.atMs), heard);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const stood = await attempt(next);
    if (stood === undefined || (stood !== 'none' && stood.heard === call)) return;
    next =
      stood === 'none'
        ? createCounted(table, targetId, call, heard)
        : countBehind(table, targetId, { heard: call }, stood, heard);
  }
}

/** Gives a place back and counts its call: one write, two or three where a week begins. False where there was no such place. */
export async function releaseCounted(
  attempt: Attempt,
  table: string,
  targetId: string,
  slot: string,
  heard: Heard,
): Promise<boolean> {
  let next = countMore(table, targetId, { slot }, weekOf(heard.atMs), heard);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const stood = await attempt(next);
    if (stood === undefined) return true;
    if (stood === 'none' || !(slot in stood.slots)) return false;
    next = countBehind(table, targetId, { slot }, stood, heard);
  }
  // A share is an estimate, a place is not.
  return (await attempt(freePlace(table, targetId, slot))) === undefined;
}

/** Additions don't meet; only a week's first call must see that nobody counted before it. */
function countBehind(table: string, targetId: string, call: Counted, { answers }: Stored, heard: Heard): UpdateCommand {
  return answers && answers.k >= weekOf(heard.atMs)
    ? countMore(table, targetId, call, answers.k, heard)
    : countAnew(table, targetId, call, answers, heard);
}
