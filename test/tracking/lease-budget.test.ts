import { describe, expect, it } from 'vitest';
import { meter } from '../support/meter.ts';
import { testDocumentClient } from '../support/tables.ts';
import { claimOf, LEASE_MS, leaseFixture, seededRandom } from './lease-fixture.ts';

const NOW = Date.UTC(2026, 2, 2, 15);
const NUMBERS = 200;
const BUSY = 180;
const ROUNDS = 300;

describe('what assigning a number costs', () => {
  it.each([
    ['a visit a second', 1_000],
    ['fifty visits a second', 20],
  ])(
    'a pool 90 % busy, %s: at most 1.05 write units and 2 read units on average',
    async (_rate, gapMs) => {
      const leases = await leaseFixture(11);
      await leases.fill('pool_90', NUMBERS);
      const pool = { poolId: 'pool_90', stealWhenEmpty: false };
      const filler = leases.container();
      // Three generations, so that every item carries a holder and the two before it: the heaviest there are.
      const held: { number: string; visitId: string }[] = [];
      for (let generation = 0; generation < 4; generation += 1) {
        const atMs = NOW - (4 - generation) * 2 * LEASE_MS;
        for (let index = 0; index < NUMBERS; index += 1) {
          await filler.take(pool, claimOf(`visit_${generation}_${index}`, atMs));
        }
      }
      for (let index = 0; index < BUSY; index += 1) {
        const visitId = `visit_now_${index}`;
        const taken = await filler.take(pool, claimOf(visitId, NOW));
        expect(taken).toBeDefined();
        if (taken) held.push({ number: taken.number, visitId });
      }

      const client = testDocumentClient();
      const { units } = meter(client);
      const container = leases.container(client);
      const draw = seededRandom(3);
      for (let round = 0; round < ROUNDS; round += 1) {
        const nowMs = NOW + round * gapMs;
        const visitId = `visit_r_${round}`;
        const taken = await container.take(pool, { ...claimOf(visitId, nowMs), untilMs: NOW + 5 * LEASE_MS });
        expect(taken).toBeDefined();
        if (taken) held.push({ number: taken.number, visitId });
        const [leaves] = held.splice(Math.floor(draw() * held.length), 1);
        if (leaves) await filler.release(pool.poolId, leaves.number, leaves.visitId, nowMs);
      }
      const mean = { write: units.write / ROUNDS, read: units.read / ROUNDS };
      expect(mean.write).toBeGreaterThanOrEqual(1);
      expect(mean.write).toBeLessThanOrEqual(1.05);
      expect(mean.read).toBeGreaterThan(0);
      expect(mean.read).toBeLessThanOrEqual(2);
    },
    60_000,
  );
});
