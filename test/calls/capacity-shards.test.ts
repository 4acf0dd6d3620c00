import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { homeShard, shardIds, shardOf } from '../../shared/calls/capacity-shards.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import { dynamoTargetStates } from '../../shared/calls/dynamo-target-states.ts';
import { capacityKey } from '../../shared/calls/keys.ts';
import { SLOT_MS } from '../../shared/calls/model.ts';
import type { Capacity, Promised } from '../../shared/calls/ports.ts';
import { shardsOf } from '../../shared/catalog/target-shards.ts';
import { itemBytes } from '../../shared/outcomes/fit-item.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const NOW = Date.UTC(2026, 2, 2, 15, 0, 0);
const ZONE = 'America/New_York';
const client = testDocumentClient();
let table: string;
let capacity: Capacity;

beforeAll(async () => {
  table = await createTable(leasesTable);
  capacity = dynamoCapacity(client, table, ZONE);
});

const reserveAll = (target: Promised, calls: number, prefix = 'call', amountMinor = 0n) =>
  Promise.all(
    Array.from({ length: calls }, (_, index) => capacity.reserve(target, `${prefix}_${index}`, NOW, amountMinor)),
  );
const reserved = (answers: readonly string[]) => answers.filter((answer) => answer === 'reserved').length;

const stateOf = async (target: Promised) =>
  (await dynamoTargetStates(client, table, ZONE).read([target], NOW)).get(target.targetId);

const itemOf = async (id: string) =>
  (await client.send(new GetCommand({ TableName: table, Key: capacityKey(id), ConsistentRead: true }))).Item;

describe('places in several items', () => {
  it('are as many as the largest concurrency needs, and never fewer than they were', () => {
    const most = Array.from({ length: 24 }, (_, hour) => (hour === 12 ? 400 : 10));
    const hourly = { rules: { hourlyConcurrent: { zone: 'UTC', most } } };
    expect(shardsOf({})).toBe(1);
    expect(shardsOf({ maxConcurrent: 50 })).toBe(1);
    expect(shardsOf({ maxConcurrent: 51 })).toBe(2);
    expect(shardsOf({ maxConcurrent: 1_000 })).toBe(20);
    expect(shardsOf(hourly)).toBe(8);
    expect(shardsOf({ maxConcurrent: 5 }, { shards: 20 })).toBe(20);
  });

  it('have parts that add up to every limit, and none where a limit is too small to have one', () => {
    const limits = fc.record({
      shards: fc.integer({ min: 1, max: 20 }),
      maxConcurrent: fc.integer({ min: 1, max: 1_000 }),
      dailyCap: fc.integer({ min: 1, max: 5_000 }),
      amountMinor: fc.bigInt(1n, 10_000_000n),
      most: fc.integer({ min: 0, max: 1_000 }),
    });
    fc.assert(
      fc.property(limits, ({ shards, maxConcurrent, dailyCap, amountMinor, most }) => {
        const caps = [{ per: 'month' as const, amountMinor }];
        const hourlyConcurrent = { zone: 'UTC', most: Array(24).fill(most) };
        const target = { targetId: 't', shards, maxConcurrent, dailyCap, rules: { caps, hourlyConcurrent } };
        const parts = shardIds(target).map((_, index) => shardOf(target, index));
        const sum = (read: (part: Promised) => number | bigint | undefined) =>
          parts.reduce((all, part) => all + Number((part && read(part)) ?? 0), 0);
        const isWhole = parts.every((part) => part !== undefined);
        const expectSum = (found: number, whole: number) =>
          isWhole ? expect(found).toBe(whole) : expect(found).toBeLessThanOrEqual(whole);
        expectSum(
          sum((part) => part.maxConcurrent),
          maxConcurrent,
        );
        expectSum(
          sum((part) => part.dailyCap),
          dailyCap,
        );
        expectSum(
          sum((part) => part.rules?.caps?.[0]?.amountMinor),
          Number(amountMinor),
        );
        expectSum(
          sum((part) => part.rules?.hourlyConcurrent?.most[3]),
          most,
        );
      }),
    );
  });

  it('are asked for evenly, and by the same call in the same item', () => {
    const homes = Array.from({ length: 2_000 }, (_, index) => homeShard(`call_${index}`, 10));
    for (let shard = 0; shard < 10; shard += 1) {
      expect(homes.filter((home) => home === shard).length).toBeGreaterThan(140);
    }
    expect(homeShard('call_7', 10)).toBe(homes[7]);
  });

  it('are promised to exactly 100 of 500 calls that come at once', async () => {
    const target = { targetId: 'race', maxConcurrent: 100, shards: 4 };
    const answers = await reserveAll(target, 500);
    expect([reserved(answers), answers.filter((answer) => answer === 'full').length]).toEqual([100, 400]);
    expect(await stateOf(target)).toMatchObject({ live: 100 });
    const parts = await Promise.all(shardIds(target).map(itemOf));
    expect(parts.map((item) => Object.keys(item?.slots ?? {}).length)).toEqual([25, 25, 25, 25]);
  });

  it('keep a cap and a budget as one would', async () => {
    const capped = { targetId: 'capped', maxConcurrent: 200, dailyCap: 10, shards: 4 };
    expect(reserved(await reserveAll(capped, 60))).toBe(10);
    const caps = [{ per: 'day' as const, amountMinor: 40_000n }];
    const budget = { targetId: 'budget', maxConcurrent: 200, shards: 4, rules: { caps } };
    expect(reserved(await reserveAll(budget, 60, 'paid', 1_000n))).toBe(40);
    expect((await stateOf(budget))?.used.day).toEqual({ calls: 40, amountMinor: 40_000n });
  });

  it('are found again by the same call, and given back from wherever they are', async () => {
    const target = { targetId: 'again', maxConcurrent: 4, shards: 2 };
    expect(reserved(await reserveAll(target, 4))).toBe(4);
    expect(reserved(await reserveAll(target, 4))).toBe(4);
    expect(await capacity.reserve(target, 'one more', NOW)).toBe('full');
    for (let index = 0; index < 4; index += 1) {
      await capacity.release('again', `call_${index}`, { answered: index > 0, atMs: NOW }, 2);
    }
    await capacity.release('again', 'nobody', undefined, 2);
    // Three of four answered, and five that a newcomer is trusted with.
    expect(await stateOf(target)).toMatchObject({ live: 0, answeredBps: 8_889 });
    expect(reserved(await reserveAll(target, 4, 'next'))).toBe(4);
  });

  it('are free again where calls never told their end', async () => {
    const target = { targetId: 'lost', maxConcurrent: 6, shards: 3 };
    await reserveAll(target, 6);
    expect(await capacity.reserve(target, 'late', NOW + SLOT_MS - 1_000)).toBe('full');
    expect(await capacity.reserve(target, 'later', NOW + SLOT_MS + 1_000)).toBe('reserved');
  });

  it('rest together when calls are not answered', async () => {
    const rules = { pauseUnanswered: { inHour: 2 } };
    const target = { targetId: 'silent', maxConcurrent: 100, shards: 2, rules };
    await reserveAll(target, 10);
    await capacity.noteUnanswered('silent', 'dial_1', NOW, 2);
    expect(await capacity.reserve(target, 'third', NOW)).toBe('reserved');
    await capacity.noteUnanswered('silent', 'dial_2', NOW, 2);
    expect(reserved(await reserveAll(target, 6, 'resting'))).toBe(0);
    expect(await stateOf(target)).toMatchObject({ unansweredInHour: 2 });
  });

  it('cost one write unit at 500 calls at once, where one item would cost eight', async () => {
    const own = testDocumentClient();
    const { units, reset } = meter(own);
    const metered = dynamoCapacity(own, table, ZONE);
    const many = { targetId: 'many', maxConcurrent: 600, shards: 12 };
    await reserveAll(many, 400);
    const slots = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`${1_000_000_000 + index}`, NOW / 1_000 + 18_000]),
    );
    const single = { ...capacityKey('single'), slots, used: {}, rev: 1 };
    await client.send(new PutCommand({ TableName: table, Item: single }));
    reset();
    await metered.reserve({ targetId: 'single', maxConcurrent: 600 }, 'one more', NOW);
    expect(units.write).toBe(8);
    reset();
    for (let index = 0; index < 20; index += 1) await metered.reserve(many, `metered_${index}`, NOW);
    expect(units).toEqual({ read: 0, write: 20, requests: 20 });
    const sizes = await Promise.all(shardIds(many).map(async (id) => itemBytes((await itemOf(id)) ?? {})));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_024);
  });
});
