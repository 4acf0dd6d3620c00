import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import { capacityKey } from '../../shared/calls/keys.ts';
import { SLOT_MS } from '../../shared/calls/model.ts';
import type { Capacity } from '../../shared/calls/ports.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
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

const slotsOf = async (targetId: string): Promise<number> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: table, Key: capacityKey(targetId), ConsistentRead: true }),
  );
  return Object.keys(Item?.slots ?? {}).length;
};

describe('places on a target', () => {
  it('promises exactly ten of sixty calls that come at once', async () => {
    const target = { targetId: 'race', maxConcurrent: 10 };
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => capacity.reserve(target, `call_${index}`, NOW)),
    );
    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(10);
    expect(answers.filter((answer) => answer === 'full')).toHaveLength(50);
    expect(await slotsOf('race')).toBe(10);
  });

  it('promises the same call one place however often it asks', async () => {
    const target = { targetId: 'again', maxConcurrent: 1, dailyCap: 2 };
    for (let times = 0; times < 4; times += 1) {
      expect(await capacity.reserve(target, 'call_1', NOW)).toBe('reserved');
    }
    expect(await slotsOf('again')).toBe(1);
    await capacity.release('again', 'call_1');
    expect(await capacity.reserve(target, 'call_2', NOW)).toBe('reserved');
  });

  it('gives a place back once, and does not mind being asked twice or for one it never gave', async () => {
    const target = { targetId: 'back', maxConcurrent: 2 };
    await capacity.reserve(target, 'call_1', NOW);
    await capacity.reserve(target, 'call_2', NOW);
    expect(await capacity.reserve(target, 'call_3', NOW)).toBe('full');
    await capacity.release('back', 'call_1');
    await capacity.release('back', 'call_1');
    await capacity.release('back', 'never');
    await capacity.release('no such target', 'call_1');
    expect(await slotsOf('back')).toBe(1);
    expect(await capacity.reserve(target, 'call_3', NOW)).toBe('reserved');
  });

  it('takes back the places of calls that never told their end', async () => {
    const target = { targetId: 'lost', maxConcurrent: 3 };
    for (const call of ['a', 'b', 'c']) await capacity.reserve(target, call, NOW);
    expect(await capacity.reserve(target, 'd', NOW + SLOT_MS - 1_000)).toBe('full');
    const later = NOW + SLOT_MS + 1_000;
    const answers = await Promise.all(['d', 'e', 'f', 'g'].map((call) => capacity.reserve(target, call, later)));
    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(3);
    expect(await slotsOf('lost')).toBe(3);
  });

  it('counts calls of a day in the network’s zone, and a place given back does not give the day’s count back', async () => {
    const target = { targetId: 'daily', dailyCap: 2 };
    expect(await capacity.reserve(target, 'a', NOW)).toBe('reserved');
    await capacity.release('daily', 'a');
    expect(await capacity.reserve(target, 'b', NOW)).toBe('reserved');
    expect(await capacity.reserve(target, 'c', NOW)).toBe('full');
    // 23:59 in New York is the next day already in UTC.
    expect(await capacity.reserve(target, 'c', Date.UTC(2026, 2, 3, 4, 59))).toBe('full');
    expect(await capacity.reserve(target, 'c', Date.UTC(2026, 2, 3, 5, 0))).toBe('reserved');
    // The place of the day before had expired, and went with the new day's first write.
    expect(await slotsOf('daily')).toBe(1);
  });

  it('counts exactly to the cap when a day begins under many calls at once', async () => {
    const target = { targetId: 'midnight', maxConcurrent: 40, dailyCap: 7 };
    for (const call of ['a', 'b']) await capacity.reserve(target, call, NOW);
    const tomorrow = NOW + DAY_MS;
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => capacity.reserve(target, `n${index}`, tomorrow)),
    );
    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(7);
  });

  it('does not bring yesterday back when a container’s clock is behind', async () => {
    const target = { targetId: 'behind', dailyCap: 2 };
    await capacity.reserve(target, 'a', NOW + 14 * HOUR_MS);
    expect(await capacity.reserve(target, 'b', NOW)).toBe('reserved');
    expect(await capacity.reserve(target, 'c', NOW + 14 * HOUR_MS)).toBe('full');
  });

  it('costs one write unit, and nothing where the target promises nothing', async () => {
    const own = testDocumentClient();
    const { units, reset } = meter(own);
    const metered = dynamoCapacity(own, table, ZONE);
    expect(await metered.reserve({ targetId: 'open' }, 'a', NOW)).toBe('unlimited');
    expect(units).toEqual({ read: 0, write: 0, requests: 0 });
    const target = { targetId: 'cost', maxConcurrent: 20 };
    await metered.reserve(target, 'a', NOW);
    reset();
    await metered.reserve(target, 'b', NOW);
    expect(units).toEqual({ read: 0, write: 1, requests: 1 });
  });
});
