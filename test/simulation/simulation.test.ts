import { describe, expect, it } from 'vitest';
import { PLANTED } from './planted.ts';
import { runSeed } from './run-seed.ts';
import { shrink } from './shrink.ts';

/** A taste; `npm run sim` plays thousands. */
const SEEDS = 15;

describe('the simulation', () => {
  it('keeps every promise, and is not so calm that this says nothing', async () => {
    const seen = { faults: 0, entries: 0, payments: 0, moved: 0, sealed: 0, facts: 0, corrections: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { violations, world } = await runSeed({ seed });
      expect(violations, `seed ${seed}`).toEqual([]);
      const ledger = world.engine.items('ledger').map(({ sk }) => String(sk));
      seen.faults += world.faults.fired.length;
      seen.entries += ledger.filter((sk) => /^\d/.test(sk)).length;
      seen.payments += ledger.filter((sk) => sk.startsWith('PAID#')).length;
      const facts = world.engine.items('reports').map(({ kind }) => kind);
      seen.facts += facts.length;
      seen.corrections += facts.filter((kind) => kind === 'correction').length;
      seen.moved += world.monitor.moved;
      seen.sealed += world.engine
        .table('payouts')
        .partition('RUNS')
        .filter((run) => run.sealedBy).length;
    }
    expect(seen.faults).toBeGreaterThan(1_000);
    expect(seen.entries).toBeGreaterThan(100);
    expect(seen.payments).toBeGreaterThan(10);
    expect(seen.facts).toBeGreaterThan(100);
    expect(seen.corrections).toBeGreaterThan(10);
    expect(seen.moved).toBeGreaterThan(0);
    expect(seen.sealed).toBeGreaterThan(0);
  }, 60_000);

  it('plays the same seed the same, to the last step', async () => {
    const [first, again] = [await runSeed({ seed: 2, isTraced: true }), await runSeed({ seed: 2, isTraced: true })];
    expect(again.world.trace.lines()).toEqual(first.world.trace.lines());
    expect(again.events).toBe(first.events);
    const other = await runSeed({ seed: 3 });
    expect(other.events).not.toBe(first.events);
  }, 60_000);

  it('tells a broken rule in the fewest words', async () => {
    const planted = PLANTED.find(({ name }) => name === 'posts over an entry that is there');
    const whole = await runSeed({ seed: 1, planted });
    const shrunk = await shrink({ seed: 1, planted });
    expect(whole.world.faults.fired.length).toBeGreaterThan(50);
    expect(shrunk?.violation.what).toContain('written over');
    expect(shrunk?.needed).toHaveLength(1);
    expect(shrunk?.faults.length).toBeLessThan(5);
    expect(shrunk?.trace.length).toBeLessThan(80);
    expect(shrunk?.trace.slice(-2).join()).toMatch(/BROKEN.*Put ledger/s);
  }, 60_000);
});
