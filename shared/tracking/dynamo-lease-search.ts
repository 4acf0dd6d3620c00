import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { EpochMs } from '../kernel/time.ts';
import { poolLeasesKey, SPREAD_DIGITS } from './keys.ts';

/** A number as the search saw it, possibly a moment out of date: the write decides. */
export interface Candidate {
  readonly sk: string;
  /** The end of its newest claim. */
  readonly endMs: EpochMs;
  /** The end of a call in progress; 0 where there was none. */
  readonly callEndMs: EpochMs;
}

/** A draw from [0, 1). */
export type Random = () => number;

/**
 * Items per page, widening. An item is below 1 KB, so the first page is at most 8 KB: one read unit, eventually
 * consistent. With 90 % of a pool busy it holds a free number in 57 of 100 cases, which makes 1.75 pages on average.
 */
const PAGE_ITEMS = [8, 8, 16, 32, 64] as const;
const WIDEST_PAGE_ITEMS = 128;

/**
 * The first page while visits come in a rush: at 90 % busy it serves about six of them, so that five in six pay no search,
 * and each no more read units than with a page of its own.
 */
const RUSH_PAGE_ITEMS = 64;

/** The search's bound: 8 + 8 + 16 + 32 + 64 + 35 × 128 = 4,608 numbers. */
const MAX_PAGES = 40;

const seen = z.object({ sk: z.string(), u: z.int(), c: z.int().optional() });

export interface SearchOptions {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly random: Random;
}

const randomSort = (random: Random): string =>
  Math.floor(random() * 16 ** SPREAD_DIGITS)
    .toString(16)
    .padStart(SPREAD_DIGITS, '0');

interface Stretch {
  readonly items: readonly Candidate[];
  readonly lastKey: Record<string, unknown> | undefined;
}

/** One Query: what stands after `startKey`, or with `upTo` what stands before the place where the walk began. */
async function readStretch(
  { client, tableName }: SearchOptions,
  pk: string,
  range: { readonly startKey: Record<string, unknown> | undefined; readonly upTo: string | undefined },
  limit: number,
): Promise<Stretch> {
  const answer = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: range.upTo === undefined ? 'pk = :pk' : 'pk = :pk AND sk <= :upTo',
      ExpressionAttributeValues: { ':pk': pk, ...(range.upTo === undefined ? {} : { ':upTo': range.upTo }) },
      ProjectionExpression: 'sk, u, c',
      ExclusiveStartKey: range.startKey,
      Limit: limit,
    }),
  );
  const items = (answer.Items ?? []).map((item) => {
    const { sk, u, c } = seen.parse(item);
    return { sk, endMs: u, callEndMs: c ?? 0 };
  });
  return { items, lastKey: answer.LastEvaluatedKey };
}

/**
 * Walks once round the pool from a random place, page by page; a page that meets the end of the pool goes on at its
 * beginning, so that in a small pool the longest idle number is the longest idle of all. The caller may stop at any page.
 */
export async function* searchPool(
  options: SearchOptions,
  poolId: string,
  isRush: boolean,
): AsyncGenerator<readonly Candidate[]> {
  const pk = poolLeasesKey(poolId);
  const start = randomSort(options.random);
  let startKey: Record<string, unknown> | undefined = { pk, sk: start };
  let upTo: string | undefined;
  for (let number = 0; number < MAX_PAGES; number += 1) {
    const narrow = PAGE_ITEMS[number] ?? WIDEST_PAGE_ITEMS;
    const limit = isRush ? Math.max(narrow, RUSH_PAGE_ITEMS) : narrow;
    const { items, lastKey } = await readStretch(options, pk, { startKey, upTo }, limit);
    let page = items;
    startKey = lastKey;
    if (!lastKey && upTo === undefined) {
      upTo = start;
      const rest = await readStretch(options, pk, { startKey, upTo }, Math.max(1, limit - items.length));
      page = [...items, ...rest.items];
      startKey = rest.lastKey;
    }
    yield page;
    if (!startKey) return;
  }
}

/** Free ones, the longest idle first; equals in random order, so that two searches of a fresh pool part at once. */
export function freeByIdle(page: readonly Candidate[], nowMs: EpochMs, random: Random): Candidate[] {
  return page
    .filter((candidate) => candidate.endMs <= nowMs)
    .map((candidate) => ({ candidate, draw: random() }))
    .sort((a, b) => a.candidate.endMs - b.candidate.endMs || a.draw - b.draw)
    .map(({ candidate }) => candidate);
}
