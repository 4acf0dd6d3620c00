import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { sha256Hex } from '../kernel/ids.ts';
import { Problem } from '../kernel/problem.ts';
import { dayOf, type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { capacityKey } from './keys.ts';
import { MAX_TALK_SECONDS } from './model.ts';
import type { Capacity, Promised } from './ports.ts';

/** No call lasts longer: it rings a minute at most, talks as long as we allow, and its last word is a few minutes late. */
export const SLOT_MS = MAX_TALK_SECONDS * SECOND_MS + HOUR_MS + 5 * MINUTE_MS;

/** A lost race is run again at once; each round some caller has won, so this many are never needed by a real target. */
const MAX_TRIES = 8;

/** Places whose calls never told their end, given back in one write at most. */
const MAX_RECLAIMED = 40;

const wireNumber = z.object({ N: z.string() }).transform(({ N }) => Number(N));

/** The item as a refused write returns it, in wire form. */
const refusedItem = z
  .object({
    /** Place → when it expires, in seconds of the epoch: short, since all places of a target share one item. */
    slots: z.object({ M: z.record(z.string(), wireNumber) }),
    day: z.object({ S: z.string() }),
    dayCount: wireNumber,
  })
  .transform(({ slots, day, dayCount }) => ({ slots: slots.M, day: day.S, dayCount }));
type Stored = z.output<typeof refusedItem>;

interface Wish {
  readonly targetId: string;
  readonly slot: string;
  readonly nowSeconds: number;
  readonly expiresSeconds: number;
  readonly day: string;
  readonly most: number;
  readonly dailyCap: number;
}

const slotOf = (outcomeId: string): string => sha256Hex(outcomeId).slice(0, 10);

/**
 * Places on targets in table `leases`. The common case is one write that checks and promises at once; only a new day, a
 * new target or an expired place needs a second one. `zone` cuts the days of daily caps.
 */
export function dynamoCapacity(client: DynamoDBDocumentClient, tableName: string, zone: string): Capacity {
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
    async reserve(target, outcomeId, atMs) {
      if (target.maxConcurrent === undefined && target.dailyCap === undefined) return 'unlimited';
      const wish = wishOf(target, outcomeId, atMs, zone);
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const stood = await attempt(takeFree(tableName, wish));
        if (stood === undefined) return 'reserved';
        const next = stood === 'none' ? createFirst(tableName, wish) : afterLoss(tableName, wish, stood);
        if (typeof next === 'string') return next;
        if (next && (await attempt(next)) === undefined) return 'reserved';
      }
      throw new Problem('unavailable', `too many calls at once for target ${target.targetId}`);
    },

    async release(targetId, outcomeId) {
      await attempt(
        new UpdateCommand({
          TableName: tableName,
          Key: capacityKey(targetId),
          UpdateExpression: 'REMOVE slots.#slot',
          ConditionExpression: 'attribute_exists(slots.#slot)',
          ExpressionAttributeNames: { '#slot': slotOf(outcomeId) },
        }),
      );
    },
  };
}

function wishOf(target: Promised, outcomeId: string, atMs: EpochMs, zone: string): Wish {
  return {
    targetId: target.targetId,
    slot: slotOf(outcomeId),
    nowSeconds: Math.floor(atMs / SECOND_MS),
    expiresSeconds: Math.ceil((atMs + SLOT_MS) / SECOND_MS),
    day: dayOf(atMs, zone),
    most: target.maxConcurrent ?? Number.MAX_SAFE_INTEGER,
    dailyCap: target.dailyCap ?? Number.MAX_SAFE_INTEGER,
  };
}

/** Takes a place if one is free today, and tells what stood there if not. */
function takeFree(tableName: string, wish: Wish): UpdateCommand {
  return new UpdateCommand({
    TableName: tableName,
    Key: capacityKey(wish.targetId),
    UpdateExpression: 'SET slots.#slot = :expires, dayCount = dayCount + :one',
    ConditionExpression:
      'attribute_exists(pk) AND attribute_not_exists(slots.#slot) AND size(slots) < :most AND #day = :day AND dayCount < :cap',
    ExpressionAttributeNames: { '#slot': wish.slot, '#day': 'day' },
    ExpressionAttributeValues: {
      ':expires': wish.expiresSeconds,
      ':one': 1,
      ':most': wish.most,
      ':day': wish.day,
      ':cap': wish.dailyCap,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

function createFirst(tableName: string, wish: Wish): PutCommand {
  return new PutCommand({
    TableName: tableName,
    Item: {
      ...capacityKey(wish.targetId),
      slots: { [wish.slot]: wish.expiresSeconds },
      day: wish.day,
      dayCount: 1,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
}

/**
 * Why the place could not be had, from the item that refused: it is ours already, the target is full, or the item needs a
 * new day or to be rid of expired places first. Undefined: somebody changed it meanwhile, so try again.
 */
function afterLoss(tableName: string, wish: Wish, stood: Stored): UpdateCommand | 'reserved' | 'full' | undefined {
  if (wish.slot in stood.slots) return 'reserved';
  const expired = Object.keys(stood.slots).filter((slot) => (stood.slots[slot] ?? 0) <= wish.nowSeconds);
  const taken = Object.keys(stood.slots).length - expired.length;
  // A container whose clock is behind must not bring yesterday back.
  const isBehind = stood.day > wish.day;
  const day = isBehind ? stood.day : wish.day;
  const dayCount = stood.day === day ? stood.dayCount : 0;
  if (taken >= wish.most || dayCount >= wish.dailyCap) return 'full';
  const isAsExpected = stood.day === wish.day && expired.length === 0;
  return isAsExpected ? undefined : renew(tableName, { ...wish, day }, stood, expired.slice(0, MAX_RECLAIMED));
}

/** Starts the day and frees expired places, if nothing else changed since it was seen. */
function renew(tableName: string, wish: Wish, stood: Stored, expired: readonly string[]): UpdateCommand {
  const names = Object.fromEntries(expired.map((slot, index) => [`#x${index}`, slot]));
  const removal =
    expired.length > 0
      ? ` REMOVE ${Object.keys(names)
          .map((name) => `slots.${name}`)
          .join(', ')}`
      : '';
  return new UpdateCommand({
    TableName: tableName,
    Key: capacityKey(wish.targetId),
    UpdateExpression: `SET slots.#slot = :expires, #day = :day, dayCount = :count${removal}`,
    ConditionExpression: 'slots = :slots AND #day = :oldDay AND dayCount = :oldCount',
    ExpressionAttributeNames: { ...names, '#slot': wish.slot, '#day': 'day' },
    ExpressionAttributeValues: {
      ':expires': wish.expiresSeconds,
      ':day': wish.day,
      ':count': stood.day === wish.day ? stood.dayCount + 1 : 1,
      ':slots': stood.slots,
      ':oldDay': stood.day,
      ':oldCount': stood.dayCount,
    },
  });
}
