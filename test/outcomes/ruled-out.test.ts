import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../shared/catalog/criteria.ts';
import { evaluateCriteria, holds, isRuledOut } from '../../shared/outcomes/evaluate-criteria.ts';
import { facts } from './samples.ts';

const NAMES = ['role', 'bill', 'owner'] as const;
const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...NAMES), fc.subarray(['a', 'b', 'c'], { minLength: 1 }))
    .map(([name, texts]): Criterion => ({ kind: 'answer', name, in: texts })),
  fc.tuple(fc.constantFrom(...NAMES), fc.nat(4)).map(([name, min]): Criterion => ({ kind: 'answer', name, min })),
  fc.tuple(fc.constantFrom(...NAMES), fc.boolean()).map(([name, is]): Criterion => ({ kind: 'answer', name, is })),
  fc.constantFrom<Criterion>(
    { kind: 'repeat', days: 30, scope: 'offer' },
    { kind: 'customer', is: 'new' },
    { kind: 'caller-region', in: ['US-IL'] },
  ),
);
const { tree } = fc.letrec<{ tree: Criterion }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of): Criterion => ({ kind: 'all', of })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of): Criterion => ({ kind: 'any', of })),
    tie('tree').map((of): Criterion => ({ kind: 'not', of })),
  ),
}));
/** Offers ask for several things at once, most often. */
const offered = fc.array(tree, { minLength: 2, maxLength: 4 }).map((of): Criterion => ({ kind: 'all', of }));
const value = fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.nat(5), fc.boolean());
const answers = fc.record({ role: value, bill: value, owner: value });

describe('what is ruled out before all is known', () => {
  it('qualifies by nothing that is said later, whoever the person turns out to be', () => {
    let ruledOut = 0;
    fc.assert(
      fc.property(
        offered,
        answers,
        fc.subarray([...NAMES]),
        fc.boolean(),
        fc.boolean(),
        (asked, all, told, isKnown, isNew) => {
          const some = Object.fromEntries(told.map((name) => [name, all[name]]));
          const before = facts({ answers: some, region: undefined, personHash: undefined });
          if (!isRuledOut(asked, before)) return;
          ruledOut += 1;
          const earlier = {
            outcomeId: 'lead_0',
            startedAtMs: before.startedAtMs - 1,
            offerId: 'offer_1',
            advertiserId: 'adv_1',
          };
          const background = {
            outcomeId: 'lead_1',
            offerId: 'offer_1',
            advertiserId: 'adv_1',
            earlier: isKnown ? [earlier] : [],
            isCustomer: !isNew,
          };
          expect(holds(evaluateCriteria(asked, facts({ answers: all }), background))).toBe(false);
        },
      ),
      { numRuns: 1_000 },
    );
    expect(ruledOut).toBeGreaterThan(20);
  });
});
