import { describe, expect, it } from 'vitest';
import { watchPoolsHandler } from '../../functions/tracking/watch-pools/handler.ts';
import type { Publisher } from '../../shared/catalog/model.ts';
import { HOUR_MS, MINUTE_MS, toIso } from '../../shared/kernel/time.ts';
import type { Pool } from '../../shared/tracking/model.ts';
import { poolLow } from '../../shared/tracking/pool-low.ts';
import type { LeaseCensus, LeaseGlance, PoolShortage } from '../../shared/tracking/ports.ts';
import { type LowPool, watchPools } from '../../shared/tracking/watch-pools.ts';
import { weighPool } from '../../shared/tracking/weigh-pool.ts';
import { eventBody } from '../../shared/webhooks/contract/events.ts';
import { poolEvents } from '../../shared/webhooks/derive/pool-events.ts';
import { publisher } from '../catalog/fixture.ts';
import { TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';

const NOW = Date.UTC(2026, 2, 2, 15);

/** Numbers that each served three visits of ten minutes in the last hour; `gapMinutes` between one and the next. */
const busy = (count: number, gapMinutes: number): readonly LeaseGlance[] =>
  Array.from({ length: count }, () => {
    const claims = [0, 1, 2].map((index) => {
      const endMs = NOW - index * (10 + gapMinutes) * MINUTE_MS;
      return { fromMs: endMs - 10 * MINUTE_MS, endMs, stolen: false };
    });
    return { endMs: NOW, callEndMs: 0, claims, knownSinceMs: claims[2]?.fromMs ?? 0 };
  });

const turnedAway = (visits: number): readonly PoolShortage[] => [{ hourMs: NOW - HOUR_MS / 2, visits }];
const low = (glances: readonly LeaseGlance[], shortages: readonly PoolShortage[] = []) =>
  poolLow(weighPool({ glances, shortages }, NOW));

describe('a pool', () => {
  it('runs low where more than one visit in a hundred found every number held', () => {
    const found = low(busy(10, 5), turnedAway(30));
    expect(found).toMatchObject({ numbers: 10, fallbacks: 30, early: 0 });
    expect(found?.addNumbers).toBe(
      weighPool({ glances: busy(10, 5), shortages: turnedAway(30) }, NOW).recommendedNumbers - 10,
    );
  });

  it('runs low where numbers are given on too early', () => {
    expect(low(busy(10, 1))).toMatchObject({ fallbacks: 0, early: 20 });
  });

  it.each([
    ['nobody fared badly', busy(10, 5), []],
    ['a handful did', busy(10, 5), turnedAway(4)],
    ['few did of very many', busy(400, 5), turnedAway(60)],
    ['nobody asked', [], []],
  ])('does not where %s', (_name, glances, shortages) => {
    expect(low(glances, shortages)).toBeUndefined();
  });

  it('does not where more numbers would not help: the rush is over', () => {
    const quiet = Array.from(
      { length: 60 },
      (): LeaseGlance => ({ endMs: 0, callEndMs: 0, claims: [], knownSinceMs: 0 }),
    );
    expect(low(quiet, [{ hourMs: NOW - 20 * HOUR_MS, visits: 40 }])).toBeUndefined();
  });
});

function watched() {
  const clock = new TestClock();
  clock.set(NOW);
  const told: LowPool[] = [];
  const noted: string[] = [];
  const pool = (poolId: string, publisherId: string): Pool => ({
    ...{ poolId, publisherId, offerId: 'offer_1', name: poolId, leaseSeconds: 600, fallbackNumber: '+12175550100' },
    ...{ stealWhenEmpty: false, createdAtMs: 1 },
  });
  const pools = [
    pool('pool_low', 'pub_1'),
    pool('pool_fine', 'pub_1'),
    pool('pool_broken', 'pub_2'),
    pool('pool_last', 'pub_2'),
  ];
  const census: LeaseCensus = {
    glance: async (poolId) => {
      if (poolId === 'pool_broken') throw new Error('throttled');
      return busy(10, poolId === 'pool_fine' ? 5 : 1);
    },
    shortages: async () => [],
  };
  const publishers: readonly Publisher[] = [publisher({ publisherId: 'pub_1' }), publisher({ publisherId: 'pub_2' })];
  const ports = {
    // Page by page, one at a time.
    publishers: {
      list: async ({ cursor }: { readonly cursor?: string | undefined }) => {
        const at = Number(cursor ?? 0);
        return {
          items: publishers.slice(at, at + 1),
          ...(at + 1 < publishers.length && { nextCursor: String(at + 1) }),
        };
      },
    },
    pools: {
      list: async (publisherId: string) => ({ items: pools.filter((each) => each.publisherId === publisherId) }),
    },
    census,
    tellLow: async (each: LowPool) => void told.push(each),
    note: (what: string) => void noted.push(what),
    clock,
    zone: 'America/New_York',
  };
  return { ports, told, noted, clock };
}

describe('watching pools', () => {
  it('tells the publisher and the network of each that runs low, and goes on past one that can’t be read', async () => {
    const { ports, told, noted } = watched();
    expect(await watchPools(ports)).toBe(2);
    expect(told.map(({ poolId }) => poolId)).toEqual(['pool_low', 'pool_last']);
    expect(noted).toEqual(['a pool could not be looked at']);
    const [first] = told as [LowPool];
    const events = poolEvents(first);
    expect(events.map(({ owner }) => owner)).toEqual([
      { kind: 'publisher', id: 'pub_1' },
      { kind: 'network', id: 'network' },
    ]);
    for (const { eventId: id, type, atMs, data } of events) {
      expect(eventBody('pool.low').safeParse({ id, type, timestamp: toIso(atMs), data }).error).toBeUndefined();
    }
  });

  it('is one event a day, however often it is looked at', async () => {
    const { ports, told, clock } = watched();
    const look = watchPoolsHandler({ ...ports, log: silentLog });
    await look();
    clock.advance(MINUTE_MS);
    await look();
    clock.advance(24 * HOUR_MS);
    Object.assign(ports.census, { glance: async () => busy(10, 1).map(shifted(24 * HOUR_MS + MINUTE_MS)) });
    await look();
    const ids = told.filter(({ poolId }) => poolId === 'pool_low').map((each) => poolEvents(each)[0]?.eventId);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(2);
    expect(ids[1]).toBe(ids[0]);
  });
});

/** The same past, so much later. */
const shifted =
  (byMs: number) =>
  (glance: LeaseGlance): LeaseGlance => ({
    ...glance,
    endMs: glance.endMs + byMs,
    knownSinceMs: glance.knownSinceMs + byMs,
    claims: glance.claims.map((each) => ({ ...each, fromMs: each.fromMs + byMs, endMs: each.endMs + byMs })),
  });
