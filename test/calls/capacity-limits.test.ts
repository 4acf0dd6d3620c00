import { beforeAll, describe, expect, inject, it } from 'vitest';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import type { Capacity } from '../../shared/calls/ports.ts';
import type { TargetRules } from '../../shared/catalog/target-rules.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import { documentClient } from '../../shared/platform/dynamo.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

/** Monday 2 March 2026, 10:00 in New York. */
const NOW = Date.UTC(2026, 2, 2, 15, 0, 0);
const client = testDocumentClient();
let table: string;
let capacity: Capacity;

beforeAll(async () => {
  table = await createTable(leasesTable);
  capacity = dynamoCapacity(client, table, 'America/New_York');
});

const target = (targetId: string, rules: TargetRules) => ({ targetId, rules });

/** How many of so many calls, one after the other, get a place. */
async function granted(
  of: ReturnType<typeof target>,
  calls: number,
  atMs: number,
  amountMinor?: bigint,
): Promise<number> {
  let count = 0;
  for (let index = 0; index < calls; index += 1) {
    const place = await capacity.reserve(of, `${atMs}-${index}-${amountMinor}`, atMs, amountMinor);
    if (place === 'reserved') count += 1;
  }
  return count;
}

describe('caps by period', () => {
  it('begin anew with the hour, the day and the month of the network’s zone, and the total never', async () => {
    const caps = target('periods', {
      caps: [
        { per: 'hour', calls: 2 },
        { per: 'day', calls: 5 },
        { per: 'month', calls: 8 },
        { per: 'total', calls: 10 },
      ],
    });
    expect(await granted(caps, 3, NOW)).toBe(2);
    expect(await granted(caps, 3, NOW + HOUR_MS - 1)).toBe(0);
    expect(await granted(caps, 3, NOW + HOUR_MS)).toBe(2);
    expect(await granted(caps, 3, NOW + 2 * HOUR_MS)).toBe(1);
    expect(await granted(caps, 3, NOW + DAY_MS)).toBe(2);
    expect(await granted(caps, 3, NOW + DAY_MS + HOUR_MS)).toBe(1);
    // 00:30 UTC on 1 April still is March in New York.
    expect(await granted(caps, 3, Date.UTC(2026, 3, 1, 0, 30))).toBe(0);
    expect(await granted(caps, 3, Date.UTC(2026, 3, 1, 15))).toBe(2);
    expect(await granted(caps, 3, Date.UTC(2027, 3, 1, 15))).toBe(0);
  });

  it('take the smaller of the target’s own daily cap and that of its rules', async () => {
    expect(
      await granted({ ...target('own', { caps: [{ per: 'day', calls: 5 }] }), dailyCap: 2 } as never, 4, NOW),
    ).toBe(2);
    expect(
      await granted({ ...target('rule', { caps: [{ per: 'day', calls: 1 }] }), dailyCap: 2 } as never, 4, NOW),
    ).toBe(1);
  });

  it('of money are spent to the cent, and never beyond', async () => {
    const budget = target('budget', { caps: [{ per: 'day', amountMinor: 10_000n }] });
    expect(await granted(budget, 3, NOW, 4_000n)).toBe(2);
    expect(await granted(budget, 1, NOW, 2_001n)).toBe(0);
    expect(await granted(budget, 2, NOW, 2_000n)).toBe(1);
    expect(await granted(budget, 1, NOW, 1n)).toBe(0);
    expect(await granted(target('poor', { caps: [{ per: 'total', amountMinor: 3_999n }] }), 1, NOW, 4_000n)).toBe(0);
  });

  it('let exactly 100 of 500 calls at once through, and no budget is overspent in the rush', async () => {
    const cap = target('rush', { caps: [{ per: 'hour', calls: 100, amountMinor: 1_000_000n }] });
    const budget = target('rich', { caps: [{ per: 'month', amountMinor: 30_000n }] });
    // One process opens all 500 connections here; in the field each call has a container of its own.
    const config = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
    const patient = documentClient({
      ...config,
      endpoint: inject('dynamoEndpoint'),
      requestHandler: { connectionTimeout: 20_000, httpAgent: { maxSockets: 500 } },
    });
    const rushed = dynamoCapacity(patient, table, 'America/New_York');
    const rush = (of: typeof cap) =>
      Promise.all(Array.from({ length: 500 }, (_, index) => rushed.reserve(of, `call_${index}`, NOW, 1_000n)));
    expect((await rush(cap)).filter((place) => place === 'reserved')).toHaveLength(100);
    expect((await rush(budget)).filter((place) => place === 'reserved')).toHaveLength(30);
  });

  it('cost one write unit each, all of them together', async () => {
    const own = testDocumentClient();
    const { units, reset } = meter(own);
    const metered = dynamoCapacity(own, table, 'America/New_York');
    const all = {
      ...target('metered', {
        caps: [
          { per: 'hour', calls: 50, amountMinor: 1_000_000n },
          { per: 'day', calls: 50 },
          { per: 'month', calls: 50 },
          { per: 'total', calls: 50 },
        ],
        hourlyConcurrent: { zone: 'UTC', most: Array.from({ length: 24 }, () => 9) },
        pauseUnanswered: { inHour: 3 },
      }),
      maxConcurrent: 20,
    };
    await metered.reserve(all, 'a', NOW, 4_000n);
    reset();
    expect(await metered.reserve(all, 'b', NOW, 4_000n)).toBe('reserved');
    expect(units).toEqual({ read: 0, write: 1, requests: 1 });
  });
});

describe('concurrency by the hour', () => {
  it('follows the clock of its own zone, under the target’s own limit', async () => {
    const most = Array.from({ length: 24 }, (_, hour) => (hour === 10 ? 1 : 3));
    const hourly = target('hourly', { hourlyConcurrent: { zone: 'America/New_York', most } });
    expect(await granted(hourly, 3, NOW)).toBe(1);
    expect(await granted(hourly, 5, NOW + HOUR_MS)).toBe(2);
    const closed = target('closed', { hourlyConcurrent: { zone: 'UTC', most: Array.from({ length: 24 }, () => 0) } });
    expect(await granted(closed, 1, NOW)).toBe(0);
  });
});

describe('a target that does not answer', () => {
  const patient = (targetId: string) => target(targetId, { pauseUnanswered: { inHour: 2, inDay: 3 } });

  it('rests after so many in an hour until the hour is over, and after so many in a day until the day is', async () => {
    const desk = patient('desk');
    expect(await granted(desk, 1, NOW)).toBe(1);
    await capacity.noteUnanswered('desk', 'dial 1', NOW);
    expect(await granted(desk, 1, NOW + 1)).toBe(1);
    await capacity.noteUnanswered('desk', 'dial 2', NOW);
    expect(await granted(desk, 1, NOW + 2)).toBe(0);
    expect(await granted(desk, 1, NOW + HOUR_MS)).toBe(1);
    await capacity.noteUnanswered('desk', 'dial 3', NOW + HOUR_MS);
    expect(await granted(desk, 1, NOW + HOUR_MS + 1)).toBe(0);
    expect(await granted(desk, 1, NOW + 5 * HOUR_MS)).toBe(0);
    expect(await granted(desk, 1, NOW + DAY_MS)).toBe(1);
  });

  it('has each dial counted once, however often the carrier tells of it, and each of many at once', async () => {
    const desk = patient('twice');
    await granted(desk, 1, NOW);
    for (let times = 0; times < 3; times += 1) await capacity.noteUnanswered('twice', 'dial 1', NOW);
    expect(await granted(desk, 1, NOW + 1)).toBe(1);
    const rung = target('rung', { pauseUnanswered: { inDay: 5 } });
    await granted(rung, 1, NOW);
    await Promise.all(Array.from({ length: 5 }, (_, index) => capacity.noteUnanswered('rung', `dial ${index}`, NOW)));
    expect(await granted(rung, 1, NOW + 1)).toBe(0);
  });

  it('that promises nothing is not counted', async () => {
    await expect(capacity.noteUnanswered('never', 'dial 1', NOW)).resolves.toBeUndefined();
  });
});
