import { setTimeout as sleep } from 'node:timers/promises';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { type Day, dayOf } from '../kernel/time.ts';
import { isTransactionLost } from '../platform/dynamo.ts';
import { type Diary, roomFor } from './diary.ts';
import { diaryKey, diaryPk } from './keys.ts';
import type { DiaryChange, DiaryReader } from './ports.ts';
import type { Slot } from './slots.ts';

/** Start and end by outcome. */
const taken = z.record(z.string(), z.tuple([z.int(), z.int()]));
const stored = z.object({ sk: z.string(), taken, rev: z.int().positive() });

interface Page {
  readonly diary: Diary;
  /** 0 for a day that nobody has a meeting on yet. */
  readonly rev: number;
}

const pageOf = (item: unknown): Page & { readonly day: Day } => {
  const { sk, rev, taken: slots } = stored.parse(item);
  const diary = Object.entries(slots).map(([outcomeId, [startMs, endMs]]) => [outcomeId, { startMs, endMs }] as const);
  return { day: sk, rev, diary: Object.fromEntries(diary) };
};

const without = (diary: Diary, outcomeId: string): Diary =>
  Object.fromEntries(Object.entries(diary).filter(([each]) => each !== outcomeId));

/** The days of an offer, as they are shown. */
export function dynamoDiaryReader(client: DynamoDBDocumentClient, table: string): DiaryReader {
  return {
    async days(offerId, from, to) {
      const request = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': diaryPk(offerId), ':from': from, ':to': to },
      });
      const { Items = [] } = await client.send(request);
      return new Map(Items.map(pageOf).map(({ day, diary }) => [day, diary]));
    },
  };
}

export type Write = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>[number];

/**
 * Each round of writers of one day has a winner, and whoever finds the slot taken leaves: so many rounds are needed only
 * where as many people book different slots of one day in the same moment.
 */
const MAX_TRIES = 60;
const PAUSE_MS = 25;

/** Between two tries; whoever plays in other time brings a pause of their own. */
export type Pause = () => Promise<void>;
export const briefly: Pause = () => sleep(Math.random() * PAUSE_MS);

/**
 * Makes these writes and the change of the diary, all or nothing, again while others write the same day. `isGone` says that
 * no try can win any more.
 *
 * @throws Problem `unavailable` when too many book the same day at once
 */
export async function writeWithDiary(
  client: DynamoDBDocumentClient,
  table: string,
  diary: DiaryChange | undefined,
  writes: readonly Write[],
  isGone: () => Promise<boolean>,
  pause: Pause,
): Promise<'written' | 'gone' | 'full'> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    if (tries > 0) await pause();
    const places = diary ? await diaryWrites(client, table, diary) : [];
    if (places === 'full') return (await isGone()) ? 'gone' : 'full';
    if (await isWritten(client, [...writes, ...places])) return 'written';
    if (await isGone()) return 'gone';
  }
  throw new Problem('unavailable', 'many book this day at once: try again');
}

async function isWritten(client: DynamoDBDocumentClient, writes: Write[]): Promise<boolean> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: writes }));
    return true;
  } catch (error) {
    if (isTransactionLost(error)) return false;
    throw error;
  }
}

/**
 * The writes that put a meeting into the diary, or take it out, each under the revision of the day it has seen: whoever
 * writes the same day meanwhile makes the transaction they belong to fail. `full` where there is no room.
 */
async function diaryWrites(client: DynamoDBDocumentClient, table: string, change: DiaryChange) {
  const { offerId, outcomeId, claim, release } = change;
  const claimDay = claim && dayOf(claim.slot.startMs, claim.availability.hours.zone);
  const releaseDay = release && dayOf(release.slot.startMs, release.zone);
  const days = [...new Set([claimDay, releaseDay].filter((day) => day !== undefined))];
  const writes: Write[] = [];
  for (const day of days) {
    const { diary, rev } = await read(client, table, offerId, day);
    const others = without(diary, outcomeId);
    if (day !== claimDay || !claim) {
      writes.push(put(table, offerId, day, rev, others));
      continue;
    }
    if (roomFor(others, claim.slot, claim.availability) < 1) return 'full' as const;
    writes.push(put(table, offerId, day, rev, { ...others, [outcomeId]: claim.slot }));
  }
  return writes;
}

async function read(client: DynamoDBDocumentClient, table: string, offerId: string, day: Day): Promise<Page> {
  const request = new GetCommand({ TableName: table, Key: diaryKey(offerId, day), ConsistentRead: true });
  const { Item } = await client.send(request);
  return Item ? pageOf(Item) : { diary: {}, rev: 0 };
}

const tupleOf = ({ startMs, endMs }: Slot): [number, number] => [startMs, endMs];

function put(table: string, offerId: string, day: Day, seenRev: number, diary: Diary) {
  const slots = Object.fromEntries(Object.entries(diary).map(([outcomeId, slot]) => [outcomeId, tupleOf(slot)]));
  const condition =
    seenRev === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'rev = :seen', ExpressionAttributeValues: { ':seen': seenRev } };
  return {
    Put: { TableName: table, Item: { ...diaryKey(offerId, day), taken: slots, rev: seenRev + 1 }, ...condition },
  };
}
