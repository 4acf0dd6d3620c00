import type { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sha256Hex } from '../kernel/ids.ts';
import { Problem } from '../kernel/problem.ts';
import { type EpochMs, SECOND_MS } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { type Limits, limitsOf, periodKeys } from './capacity-limits.ts';
import { countHeard, releaseCounted } from './dynamo-answer-counts.ts';
import { isResting, type Missed, refusedItem, type Stored, usedNow } from './dynamo-capacity-item.ts';
import { readCapacityItems } from './dynamo-capacity-reads.ts';
import {
  countMissed,
  createFirst,
  freePlace,
  missedWith,
  NOTHING_STORED,
  renew,
  takeFree,
  type Wish,
} from './dynamo-capacity-writes.ts';
import { SLOT_MS } from './model.ts';
import type { Capacity, Unanswered } from './ports.ts';
import { type CapacityItems, shardedCapacity } from './sharded-capacity.ts';

/** A lost race is run again at once; each round some caller has won, so this many are never needed by a real target. */
const MAX_TRIES = 8;

/** Places whose calls never told their end, given back in one write at most. */
const MAX_RECLAIMED = 40;

const slotOf = (outcomeId: string): string => sha256Hex(outcomeId).slice(0, 10);

/** Places on targets in table `leases`: one item each, or several where a target takes many calls at once. */
export const dynamoCapacity = (client: DynamoDBDocumentClient, tableName: string, zone: string): Capacity =>
  shardedCapacity(capacityItems(client, tableName, zone));

/**
 * One item of places. The common case is one write that checks and promises at once; only a new period, a
 * new target or an expired place needs a second one. `zone` cuts the periods of caps.
 */
function capacityItems(client: DynamoDBDocumentClient, tableName: string, zone: string): CapacityItems {
  /** Undefined when the write took place, else the item as it stood (`'none'` where there was none). */
  async function attempt(write: PutCommand | UpdateCommand): Promise<Stored | 'none' | undefined> {
    try {
      await client.send(write as UpdateCommand);
      return undefined;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      return error.Item ? refusedItem.parse(error.Item) : 'none';
    }
  }

  return {
    async reserve(target, outcomeId, atMs, amountMinor = 0n) {
      const limits = limitsOf(target, atMs, zone);
      if (!limits) return 'unlimited';
      const wish = wishOf(limits, target.targetId, outcomeId, atMs, amountMinor);
      if (isHopeless(wish)) return 'full';
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const stood = await attempt(takeFree(tableName, wish));
        if (stood === undefined) return 'reserved';
        const next = stood === 'none' ? createFirst(tableName, wish) : afterLoss(tableName, wish, stood);
        if (typeof next === 'string') return next;
        if (next && (await attempt(next)) === undefined) return 'reserved';
      }
      throw new Problem('unavailable', `too many calls at once for target ${target.targetId}`);
    },

    async release(targetId, outcomeId, heard) {
      const slot = slotOf(outcomeId);
      if (heard) return releaseCounted(attempt, tableName, targetId, slot, heard);
      return (await attempt(freePlace(tableName, targetId, slot))) === undefined;
    },

    noteHeard: (targetId, outcomeId, heard) => countHeard(attempt, tableName, targetId, slotOf(outcomeId), heard),

    async look(shards, outcomeId, atMs, amountMinor) {
      const stored = await readCapacityItems(
        client,
        tableName,
        shards.map(({ targetId }) => targetId),
      );
      const slot = slotOf(outcomeId);
      const holder = shards.find(({ targetId }) => slot in (stored.get(targetId)?.slots ?? {}))?.targetId;
      const roomy = shards.filter((shard) => {
        const limits = limitsOf(shard, atMs, zone);
        const stood = stored.get(shard.targetId);
        return limits && !isFull(wishOf(limits, shard.targetId, outcomeId, atMs, amountMinor), stood ?? NOTHING_STORED);
      });
      return { holder, roomy };
    },

    async noteUnanswered(targetId, dialId, atMs) {
      const { hour, day } = periodKeys(atMs, zone);
      const last = slotOf(dialId);
      let seen: Missed | undefined;
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const next = missedWith(seen, hour, day, last);
        const stood = await attempt(countMissed(tableName, targetId, seen, next));
        if (stood === undefined) return unansweredOf(next);
        if (stood === 'none') return undefined;
        if (stood.missed?.last === last) return unansweredOf(stood.missed);
        seen = stood.missed;
      }
      throw new Problem('unavailable', `too many unanswered calls at once at target ${targetId}`);
    },
  };
}

const unansweredOf = ({ hc, dc }: Missed): Unanswered => ({ inHour: hc, inDay: dc });

const wishOf = (limits: Limits, targetId: string, outcomeId: string, atMs: EpochMs, amountMinor: bigint): Wish => ({
  ...limits,
  targetId,
  slot: slotOf(outcomeId),
  atMs,
  nowSeconds: Math.floor(atMs / SECOND_MS),
  expiresSeconds: Math.ceil((atMs + SLOT_MS) / SECOND_MS),
  amountMinor,
});

/** A price above the whole budget, or an hour without a line: no need to ask. */
const isHopeless = ({ most, limits, amountMinor }: Wish): boolean =>
  most < 1 || limits.some((limit) => limit.amountMinor !== undefined && amountMinor > limit.amountMinor);

/**
 * Why the place could not be had, from the item that refused: it is ours already, the target is full or rests, or the item
 * needs a new period or to be rid of expired places first. Undefined: somebody changed it meanwhile, so try again.
 */
function afterLoss(tableName: string, wish: Wish, stood: Stored): UpdateCommand | 'reserved' | 'full' | undefined {
  if (wish.slot in stood.slots) return 'reserved';
  if (isFull(wish, stood)) return 'full';
  const expired = expiredIn(wish, stood);
  const isAsExpected = expired.length === 0 && wish.limits.every(({ per, key }) => stood.used[per]?.k === key);
  return isAsExpected ? undefined : renew(tableName, wish, stood, expired.slice(0, MAX_RECLAIMED));
}

const expiredIn = ({ nowSeconds }: Wish, { slots }: Stored): readonly string[] =>
  Object.keys(slots).filter((slot) => (slots[slot] ?? 0) <= nowSeconds);

/** Whether it has no room for the call, or rests. */
function isFull(wish: Wish, stood: Stored): boolean {
  if (isHopeless(wish) || isResting(stood, wish)) return true;
  if (Object.keys(stood.slots).length - expiredIn(wish, stood).length >= wish.most) return true;
  return wish.limits.some((limit) => {
    const used = usedNow(stood, limit);
    return used.c >= limit.calls || (limit.amountMinor !== undefined && used.a + wish.amountMinor > limit.amountMinor);
  });
}
