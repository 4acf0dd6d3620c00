import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { leaseKey } from '../../shared/tracking/keys.ts';
import { MAX_LEASE_BYTES } from '../../shared/tracking/model.ts';
import { claimOf, LEASE_MS, type LeaseFixture, leaseFixture, numberAt } from './lease-fixture.ts';

const NOW = Date.UTC(2026, 2, 2, 15);

describe('leases on DynamoDB', () => {
  let leases: LeaseFixture;
  let pools = 0;
  beforeAll(async () => {
    leases = await leaseFixture();
  });

  async function pool(count: number, stealWhenEmpty = false) {
    pools += 1;
    const poolId = `pool_${pools}`;
    await leases.fill(poolId, count);
    return { poolId, stealWhenEmpty };
  }

  it('gives a number to one visit at a time, and to the next one once the claim is over', async () => {
    const one = await pool(1);
    const store = leases.container();
    const first = await store.take(one, claimOf('visit_a', NOW));
    expect(first).toEqual({ number: numberAt(0), untilMs: NOW + LEASE_MS, stolen: false });
    expect(await store.take(one, claimOf('visit_b', NOW + LEASE_MS - 1))).toBeUndefined();
    const later = await store.take(one, claimOf('visit_b', NOW + LEASE_MS + 2_000));
    expect(later?.number).toBe(numberAt(0));
  });

  it('keeps the holder and the two before it with their times', async () => {
    const one = await pool(1);
    const store = leases.container();
    for (const [index, visit] of ['visit_a', 'visit_b', 'visit_c', 'visit_d'].entries()) {
      await store.take(one, claimOf(visit, NOW + index * LEASE_MS * 2));
    }
    const lease = await store.read(one.poolId, numberAt(0));
    expect(lease?.holdings.map(({ visit, fromMs, untilMs }) => [visit.visitId, fromMs, untilMs])).toEqual([
      ['visit_d', NOW + 6 * LEASE_MS, NOW + 7 * LEASE_MS],
      ['visit_c', NOW + 4 * LEASE_MS, NOW + 5 * LEASE_MS],
      ['visit_b', NOW + 2 * LEASE_MS, NOW + 3 * LEASE_MS],
    ]);
    expect(lease?.holdings[0]?.visit).toEqual(claimOf('visit_d', NOW + 6 * LEASE_MS).visit);
  });

  it('takes the number that has been idle longest among those it sees', async () => {
    const few = await pool(5);
    const store = leases.container();
    const order: (string | undefined)[] = [];
    for (let index = 0; index < 5; index += 1) {
      order.push((await store.take(few, claimOf(`visit_${index}`, NOW + index * 10_000)))?.number);
    }
    const again = [];
    for (let index = 0; index < 5; index += 1) {
      again.push((await leases.container().take(few, claimOf(`again_${index}`, NOW + 2 * LEASE_MS + index)))?.number);
    }
    expect(again).toEqual(order);
  });

  it.each([
    { containers: 1, name: 'one warm container' },
    { containers: 200, name: '200 containers that know nothing of each other' },
  ])(
    '200 concurrent assignments on 100 numbers from $name: 100 exclusive leases, 100 fallbacks',
    async ({ containers }) => {
      const hundred = await pool(100);
      const stores = Array.from({ length: containers }, () => leases.container());
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          (stores[index % containers] ?? leases.container()).take(hundred, claimOf(`visit_${index}`, NOW)),
        ),
      );
      const numbers = answers.flatMap((answer) => (answer ? [answer.number] : []));
      expect(numbers).toHaveLength(100);
      expect(new Set(numbers).size).toBe(100);
      const holders = await Promise.all(
        answers.map(async (answer, index) => {
          if (!answer) return true;
          const lease = await leases.container().read(hundred.poolId, answer.number);
          return lease?.holdings.length === 1 && lease.holdings[0]?.visit.visitId === `visit_${index}`;
        }),
      );
      expect(holders.every(Boolean)).toBe(true);
    },
  );

  it('at the moment a claim is over, its holder renews or another visit takes the number, never both', async () => {
    const winners = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const one = await pool(1);
      await leases.container().take(one, claimOf('visit_a', NOW));
      const over = NOW + LEASE_MS;
      const renewing = () => leases.container().renew(one.poolId, numberAt(0), 'visit_a', over + LEASE_MS);
      const taking = () => leases.container().take(one, claimOf('visit_b', over));
      // Who asks first changes, so that each of them wins at times.
      const [renewed, taken] =
        round % 2 === 0
          ? await Promise.all([renewing(), taking()])
          : await Promise.all([taking(), renewing()]).then(([second, first]) => [first, second] as const);
      const holder = (await leases.container().read(one.poolId, numberAt(0)))?.holdings[0]?.visit.visitId;
      expect([renewed !== undefined, taken !== undefined]).toEqual([holder === 'visit_a', holder === 'visit_b']);
      winners.add(holder ?? 'nobody');
    }
    expect(winners.has('nobody')).toBe(false);
  });

  it('renews only for the holder, and never backwards', async () => {
    const one = await pool(1);
    const store = leases.container();
    await store.take(one, claimOf('visit_a', NOW));
    expect(await store.renew(one.poolId, numberAt(0), 'visit_a', NOW + LEASE_MS + 5)).toBe(NOW + LEASE_MS + 5);
    expect(await store.renew(one.poolId, numberAt(0), 'visit_a', NOW + 5)).toBe(NOW + LEASE_MS + 5);
    expect(await store.renew(one.poolId, numberAt(0), 'visit_b', NOW + 9 * LEASE_MS)).toBeUndefined();
    expect(await store.renew(one.poolId, numberAt(8), 'visit_a', NOW + 9 * LEASE_MS)).toBeUndefined();
  });

  it('lets go for the holder only, and the number is free at once', async () => {
    const one = await pool(1);
    await leases.container().take(one, claimOf('visit_a', NOW));
    await leases.container().release(one.poolId, numberAt(0), 'visit_b', NOW + 1);
    expect(await leases.container().take(one, claimOf('visit_c', NOW + 2))).toBeUndefined();
    await leases.container().release(one.poolId, numberAt(0), 'visit_a', NOW + 3);
    expect((await leases.container().take(one, claimOf('visit_c', NOW + 4)))?.number).toBe(numberAt(0));
  });

  it('a call in progress holds the number though the page lets go', async () => {
    const one = await pool(1);
    const store = leases.container();
    await store.take(one, claimOf('visit_a', NOW));
    expect(await store.extend(one.poolId, numberAt(0), 'visit_a', NOW + 3 * LEASE_MS)).toBe(true);
    expect(await store.extend(one.poolId, numberAt(0), 'visit_b', NOW + 4 * LEASE_MS)).toBe(false);
    await store.renew(one.poolId, numberAt(0), 'visit_a', NOW + 5 * LEASE_MS);
    await store.release(one.poolId, numberAt(0), 'visit_a', NOW + 10);
    expect((await store.read(one.poolId, numberAt(0)))?.holdings[0]?.untilMs).toBe(NOW + 3 * LEASE_MS);
    expect(await leases.container().take(one, claimOf('visit_c', NOW + 2 * LEASE_MS))).toBeUndefined();
    expect(await leases.container().take(one, claimOf('visit_c', NOW + 3 * LEASE_MS))).toBeDefined();
    await store.release(one.poolId, numberAt(0), 'visit_c', NOW + 3 * LEASE_MS + 1);
    expect((await store.read(one.poolId, numberAt(0)))?.holdings[0]?.untilMs).toBe(NOW + 3 * LEASE_MS + 1);
  });

  it('a returning visitor gets its number again while still or again free', async () => {
    const one = await pool(1);
    const store = leases.container();
    await store.take(one, claimOf('visit_a', NOW));
    const still = await store.retake(one.poolId, numberAt(0), claimOf('visit_a', NOW + 10));
    expect(still?.untilMs).toBe(NOW + LEASE_MS + 10);
    expect(await store.retake(one.poolId, numberAt(0), claimOf('visit_b', NOW + 20))).toBeUndefined();
    const after = NOW + 2 * LEASE_MS;
    expect(await store.retake(one.poolId, numberAt(0), claimOf('visit_b', after))).toBeDefined();
    expect(await store.retake(one.poolId, numberAt(0), claimOf('visit_a', after + 1))).toBeUndefined();
    expect(await store.retake(one.poolId, numberAt(7), claimOf('visit_a', after + 1))).toBeUndefined();
  });

  it('steals the least recently used number where the pool allows it, never one on a call', async () => {
    const two = await pool(2, true);
    const store = leases.container();
    const first = await store.take(two, claimOf('visit_a', NOW));
    const second = await store.take(two, claimOf('visit_b', NOW + 1_000));
    const stolen = await store.take(two, claimOf('visit_c', NOW + 5_000));
    expect(stolen).toEqual({ number: first?.number, untilMs: NOW + 5_000 + LEASE_MS, stolen: true });
    const lease = await store.read(two.poolId, first?.number ?? '');
    expect(lease?.holdings.map((each) => [each.visit.visitId, each.untilMs, each.stolen])).toEqual([
      ['visit_c', NOW + 5_000 + LEASE_MS, true],
      ['visit_a', NOW + 5_000, false],
    ]);
    expect(await store.renew(two.poolId, first?.number ?? '', 'visit_a', NOW + 9 * LEASE_MS)).toBeUndefined();
    for (const [number, visit] of [
      [second?.number, 'visit_b'],
      [first?.number, 'visit_c'],
    ]) {
      expect(await store.extend(two.poolId, number ?? '', visit ?? '', NOW + 2 * LEASE_MS)).toBe(true);
    }
    expect(await store.take(two, claimOf('visit_d', NOW + 6_000))).toBeUndefined();
  });

  it('stores an item below one kilobyte, however long the visits are', async () => {
    const one = await pool(1);
    for (let index = 0; index < 4; index += 1) {
      await leases.container().take(one, claimOf(`visit_${'i'.repeat(20)}${index}`, NOW + index * 2 * LEASE_MS));
    }
    await leases.container().extend(one.poolId, numberAt(0), `visit_${'i'.repeat(20)}3`, NOW + 20 * LEASE_MS);
    const answer = await leases.client.send(
      new GetCommand({ TableName: leases.tableName, Key: leaseKey(one.poolId, numberAt(0)) }),
    );
    const bytes = Buffer.byteLength(JSON.stringify(answer.Item));
    expect(bytes).toBeGreaterThan(600);
    expect(bytes).toBeLessThanOrEqual(MAX_LEASE_BYTES);
  });
});
