import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidate, decide, routeOf, state } from './fixture.ts';

const rules = { order: 'price' as const, maxTargets: 2 };
const at = (targetId: string, chargeMinor: bigint) => candidate(targetId, { chargeMinor, payoutMinor: 0n });

describe('the best few of many', () => {
  it.each([
    ['the dearest last', [1_000n, 2_000n, 3_000n], ['c', 'b']],
    ['the dearest first', [3_000n, 2_000n, 1_000n], ['a', 'b']],
    ['the dearest between', [1_000n, 3_000n, 2_000n], ['b', 'c']],
    ['one better than the second only', [5_000n, 1_000n, 2_000n], ['a', 'c']],
  ])('are found with %s', (_what, prices, best) => {
    const decision = decide({ candidates: prices.map((price, index) => at('abc'.charAt(index), price)), rules });
    expect(routeOf(decision)).toEqual(best);
    expect(decision.considered.map(({ fate }) => (fate.kind === 'chosen' ? fate.rank : fate.kind))).toEqual(
      ['a', 'b', 'c'].map((id) => (best.includes(id) ? best.indexOf(id) + 1 : 'not-needed')),
    );
  });

  it('are those that sorting all of them would give, however many are wanted', () => {
    const prices = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(prices, fc.integer({ min: 1, max: 6 }), (charges, maxTargets) => {
        const candidates = charges.map((charge) => at(`t${charge}`, BigInt(charge)));
        const sorted = [...charges].sort((a, b) => b - a).map((charge) => `t${charge}`);
        expect(routeOf(decide({ candidates, rules: { ...rules, maxTargets } }))).toEqual(sorted.slice(0, maxTargets));
      }),
      { numRuns: 60 },
    );
  });

  it('say what they were weighed by where answers count, and nothing where they do not', () => {
    const candidates = [at('a', 2_000n), at('b', 1_000n)];
    const states = { a: state({ answeredBps: 2_500 }) };
    const shares = (weighAnswers: boolean) =>
      decide({ candidates, states, rules: { ...rules, weighAnswers } }).considered.map((each) => each.answeredBps);
    expect(shares(true)).toEqual([2_500, 10_000]);
    expect(shares(false)).toEqual([undefined, undefined]);
  });
});
