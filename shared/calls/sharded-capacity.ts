import type { EpochMs } from '../kernel/time.ts';
import { homeShard, shardIds, shardOf } from './capacity-shards.ts';
import type { Capacity, Promised, Unanswered } from './ports.ts';

/** One item of places, and a look at several. */
export interface CapacityItems extends Omit<Capacity, 'release'> {
  /** False where there was no such place. */
  release(...of: Parameters<Capacity['release']>): Promise<boolean>;
  /** Which of these items hold the call's place, and which may have room for one. */
  look(
    shards: readonly Promised[],
    outcomeId: string,
    atMs: EpochMs,
    amountMinor: bigint,
  ): Promise<{ readonly holder: string | undefined; readonly roomy: readonly Promised[] }>;
}

/** What looked as if it had room was taken by somebody meanwhile: each round some call has won a place. */
const MAX_ROUNDS = 8;

/**
 * Places over several items. A call asks its own first, which is one write; where that is full the others are looked at, and those
 * asked that have room. It is full only where a look at all of them finds none. The answer to a call that could not be opened and
 * is asked again may be a second place, where it had to go elsewhere and its own has room now: that one ends by itself.
 */
export function shardedCapacity(items: CapacityItems): Capacity {
  return {
    ...items,

    async reserve(target, outcomeId, atMs, amountMinor = 0n) {
      const { shards = 1 } = target;
      if (shards === 1) return items.reserve(target, outcomeId, atMs, amountMinor);
      const home = homeShard(outcomeId, shards);
      const own = shardOf(target, home);
      const first = own ? await items.reserve(own, outcomeId, atMs, amountMinor) : 'full';
      if (first !== 'full') return first;
      return reserveElsewhere(items, othersOf(target, home), outcomeId, atMs, amountMinor);
    },

    async release(targetId, outcomeId, heard, shards = 1) {
      const ids = shardIds({ targetId, shards });
      const home = ids[homeShard(outcomeId, shards)] ?? targetId;
      if ((await items.release(home, outcomeId, heard)) || shards === 1) return;
      const others = ids.filter((id) => id !== home).map((id) => ({ targetId: id }));
      const { holder } = await items.look(others, outcomeId, 0, 0n);
      if (holder) await items.release(holder, outcomeId, heard);
    },

    /** Each item rests by itself, so each hears of every call that nobody answered: the one that had most knows of all. */
    async noteUnanswered(targetId, dialId, atMs, shards = 1) {
      const ids = shardIds({ targetId, shards });
      const counts = await Promise.all(ids.map((id) => items.noteUnanswered(id, dialId, atMs)));
      return counts.filter((each) => each !== undefined).reduce<Unanswered | undefined>(mostOf, undefined);
    },
  };
}

const mostOf = (most: Unanswered | undefined, each: Unanswered): Unanswered =>
  most && (most.inDay > each.inDay || (most.inDay === each.inDay && most.inHour >= each.inHour)) ? most : each;

async function reserveElsewhere(
  items: CapacityItems,
  others: readonly Promised[],
  outcomeId: string,
  atMs: EpochMs,
  amountMinor: bigint,
): Promise<'reserved' | 'full'> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { holder, roomy } = await items.look(others, outcomeId, atMs, amountMinor);
    if (holder) return 'reserved';
    if (roomy.length === 0) return 'full';
    for (const shard of roomy) {
      if ((await items.reserve(shard, outcomeId, atMs, amountMinor)) === 'reserved') return 'reserved';
    }
  }
  return 'full';
}

/** From the one after its own on, so that those who must go elsewhere don't all go to the same. */
function othersOf(target: Promised, home: number): readonly Promised[] {
  const { shards = 1 } = target;
  const others = Array.from({ length: shards - 1 }, (_, index) => shardOf(target, (home + 1 + index) % shards));
  return others.filter((shard) => shard !== undefined);
}
