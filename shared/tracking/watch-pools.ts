import type { PublisherStore } from '../catalog/ports.ts';
import type { Page, PageRequest } from '../kernel/page.ts';
import { type Clock, type Day, dayOf, type EpochMs } from '../kernel/time.ts';
import { lookAtPool } from './measure-pool.ts';
import type { Pool } from './model.ts';
import { type PoolLow, poolLow } from './pool-low.ts';
import type { LeaseCensus, PoolStore } from './ports.ts';
import { weighPool } from './weigh-pool.ts';

/** A pool that runs low, as its publisher and the network are told. */
export interface LowPool extends PoolLow, Pick<Pool, 'poolId' | 'publisherId' | 'offerId' | 'name'> {
  /** Of the network's zone: told once for each. */
  readonly day: Day;
  readonly atMs: EpochMs;
}

export interface WatchPorts {
  readonly publishers: Pick<PublisherStore, 'list'>;
  readonly pools: Pick<PoolStore, 'list'>;
  readonly census: LeaseCensus;
  /** Again on the same day it tells nothing. */
  readonly tellLow: (low: LowPool) => Promise<void>;
  readonly note: (what: string, details: Readonly<Record<string, unknown>>) => void;
  readonly clock: Clock;
  readonly zone: string;
}

const PAGE = 100;
/** A hundred thousand publishers, each with as many pools, are beyond anything we know. */
const MAX_PAGES = 1_000;

/** Looks at every pool by what its numbers remember, and tells of those that run low. One that can't be read does not stop the rest. */
export async function watchPools(ports: WatchPorts): Promise<number> {
  let low = 0;
  for await (const { publisherId } of all((page) => ports.publishers.list(page))) {
    for await (const pool of all((page) => ports.pools.list(publisherId, page))) {
      const isLow = await watch(ports, pool).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : 'unknown';
        ports.note('a pool could not be looked at', { poolId: pool.poolId, reason });
        return false;
      });
      if (isLow) low += 1;
    }
  }
  return low;
}

async function* all<T>(list: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const { items, nextCursor } = await list({ limit: PAGE, cursor });
    yield* items;
    cursor = nextCursor;
    if (!cursor) return;
  }
}

async function watch({ census, tellLow, clock, zone }: WatchPorts, pool: Pool): Promise<boolean> {
  const atMs = clock.nowMs();
  const low = poolLow(weighPool(await lookAtPool(census, pool.poolId, atMs), atMs));
  if (!low) return false;
  const { poolId, publisherId, offerId, name } = pool;
  await tellLow({ ...low, poolId, publisherId, offerId, name, day: dayOf(atMs, zone), atMs });
  return true;
}
