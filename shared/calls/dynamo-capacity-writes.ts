import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

import { type AnswerCounts, countsWith, type Heard, noCounts } from './answer-counts.ts';
import type { Limits } from './capacity-limits.ts';
import { type Missed, type Stored, usedNow } from './dynamo-capacity-item.ts';
import { capacityKey } from './keys.ts';

/** A place that a call asks for. */
export interface Wish extends Limits {
  readonly targetId: string;
  readonly slot: string;
  readonly atMs: number;
  readonly nowSeconds: number;
  readonly expiresSeconds: number;
  /** What the call costs its advertiser, towards the limits of money. */
  readonly amountMinor: bigint;
}

/** Takes a place if one is free and every period has room, and tells what stood there if not. */
export function takeFree(tableName: string, wish: Wish): UpdateCommand {
  const names: Record<string, string> = { '#slot': wish.slot };
  const values: Record<string, unknown> = { ':expires': wish.expiresSeconds, ':one': 1, ':most': wish.most };
  const sets = ['slots.#slot = :expires', 'rev = rev + :one'];
  const conditions = ['attribute_exists(pk)', 'attribute_not_exists(slots.#slot)', 'size(slots) < :most'];
  for (const [index, { per, key, calls, amountMinor }] of wish.limits.entries()) {
    const used = `used.#p${index}`;
    names[`#p${index}`] = per;
    values[`:k${index}`] = key;
    values[`:c${index}`] = calls;
    values[':amount'] = wish.amountMinor;
    sets.push(`${used}.c = ${used}.c + :one`, `${used}.a = ${used}.a + :amount`);
    conditions.push(`${used}.k = :k${index}`, `${used}.c < :c${index}`);
    if (amountMinor === undefined) continue;
    values[`:a${index}`] = amountMinor - wish.amountMinor;
    conditions.push(`${used}.a <= :a${index}`);
  }
  if (wish.patience) {
    const { hour, day, inHour, inDay } = wish.patience;
    Object.assign(values, { ':h': hour, ':d': day, ':hc': inHour, ':dc': inDay });
    const hourIsFine = '(missed.h <> :h OR missed.hc < :hc)';
    const dayIsFine = '(missed.d <> :d OR missed.dc < :dc)';
    conditions.push(`(attribute_not_exists(missed) OR (${hourIsFine} AND ${dayIsFine}))`);
  }
  return new UpdateCommand({
    TableName: tableName,
    Key: capacityKey(wish.targetId),
    UpdateExpression: `SET ${sets.join(', ')}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** Every limit's period with this call in it. */
function usedWith(wish: Wish, stored: Stored): Stored['used'] {
  const used = { ...stored.used };
  for (const limit of wish.limits) {
    const { k, c, a } = usedNow(stored, limit);
    used[limit.per] = { k, c: c + 1, a: a + wish.amountMinor };
  }
  return used;
}

export const NOTHING_STORED: Stored = { slots: {}, used: {}, rev: 0 };

export const createFirst = (tableName: string, wish: Wish): PutCommand =>
  new PutCommand({
    TableName: tableName,
    Item: {
      ...capacityKey(wish.targetId),
      slots: { [wish.slot]: wish.expiresSeconds },
      used: usedWith(wish, NOTHING_STORED),
      answers: noCounts(wish.atMs),
      rev: 1,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });

/** Begins new periods and frees expired places, if no place was promised since it was seen; one given back meanwhile stays so. */
export function renew(tableName: string, wish: Wish, stood: Stored, expired: readonly string[]): UpdateCommand {
  const names = Object.fromEntries(expired.map((slot, index) => [`#x${index}`, slot]));
  const places = Object.keys(names).map((name) => `slots.${name}`);
  const removal = places.length > 0 ? ` REMOVE ${places.join(', ')}` : '';
  return new UpdateCommand({
    TableName: tableName,
    Key: capacityKey(wish.targetId),
    UpdateExpression: `SET slots.#slot = :expires, used = :used, rev = rev + :one${removal}`,
    ConditionExpression: 'rev = :seen',
    ExpressionAttributeNames: { ...names, '#slot': wish.slot },
    ExpressionAttributeValues: {
      ':expires': wish.expiresSeconds,
      ':used': usedWith(wish, stood),
      ':one': 1,
      ':seen': stood.rev,
    },
  });
}

/** Writes the count of unanswered calls, if nobody else counted one since it was seen. */
export function countMissed(
  tableName: string,
  targetId: string,
  seen: Missed | undefined,
  next: Missed,
): UpdateCommand {
  return new UpdateCommand({
    TableName: tableName,
    Key: capacityKey(targetId),
    UpdateExpression: 'SET missed = :next',
    ConditionExpression: seen
      ? 'missed.#last = :last AND missed.hc = :hc AND missed.dc = :dc'
      : 'attribute_exists(pk) AND attribute_not_exists(missed)',
    ...(seen ? { ExpressionAttributeNames: { '#last': 'last' } } : {}),
    ExpressionAttributeValues: {
      ':next': next,
      ...(seen ? { ':last': seen.last, ':hc': seen.hc, ':dc': seen.dc } : {}),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** One unanswered call more, at that instant. */
export const missedWith = (seen: Missed | undefined, hour: string, day: string, last: string): Missed => ({
  h: hour,
  hc: seen?.h === hour ? seen.hc + 1 : 1,
  d: day,
  dc: seen?.d === day ? seen.dc + 1 : 1,
  last,
});

/** Gives a place back and counts nothing. */
export const freePlace = (tableName: string, targetId: string, slot: string): UpdateCommand =>
  new UpdateCommand({
    TableName: tableName,
    Key: capacityKey(targetId),
    UpdateExpression: 'REMOVE slots.#slot',
    ConditionExpression: 'attribute_exists(slots.#slot)',
    ExpressionAttributeNames: { '#slot': slot },
  });

/** What is written of a call besides its count: its place is given back, or it had none and is remembered. */
export type Counted = { readonly slot: string } | { readonly heard: string };

const isThere = (call: Counted): string => ('slot' in call ? 'attribute_exists(slots.#slot)' : 'heard <> :heard');

const partsOf = (call: Counted) =>
  'slot' in call
    ? { set: '', remove: ' REMOVE slots.#slot', names: { '#slot': call.slot }, values: {} }
    : { set: ', heard = :heard', remove: '', names: undefined, values: { ':heard': call.heard } };

/** Counts a call in the week that is counted already. */
export function countMore(
  tableName: string,
  targetId: string,
  call: Counted,
  week: number,
  { answered }: Heard,
): UpdateCommand {
  const { set, remove, names, values } = partsOf(call);
  return new UpdateCommand({
    TableName: tableName,
    Key: capacityKey(targetId),
    UpdateExpression: `SET answers.o = answers.o + :one, answers.a = answers.a + :answered${set}${remove}`,
    ConditionExpression: `answers.k = :week AND ${isThere(call)}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':one': 1, ':answered': Number(answered), ':week': week, ...values },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** The first call of a week, or of all, if nobody counted one since they were seen. */
export function countAnew(
  tableName: string,
  targetId: string,
  call: Counted,
  seen: AnswerCounts | undefined,
  heard: Heard,
): UpdateCommand {
  const { set, remove, names, values } = partsOf(call);
  const unchanged = seen ? 'answers.k = :k AND answers.o = :o' : 'attribute_not_exists(answers)';
  return new UpdateCommand({
    TableName: tableName,
    Key: capacityKey(targetId),
    UpdateExpression: `SET answers = :next${set}${remove}`,
    ConditionExpression: `attribute_exists(pk) AND ${isThere(call)} AND ${unchanged}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: {
      ':next': countsWith(seen, heard),
      ...values,
      ...(seen ? { ':k': seen.k, ':o': seen.o } : {}),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
}

/** The first call of a target that promises nothing. */
export const createCounted = (tableName: string, targetId: string, call: string, heard: Heard): PutCommand =>
  new PutCommand({
    TableName: tableName,
    Item: { ...capacityKey(targetId), ...NOTHING_STORED, answers: countsWith(undefined, heard), heard: call },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
