import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIDENCES, type Criterion } from '../../shared/catalog/criteria.ts';
import { contradictionsIn } from '../../shared/catalog/find-contradictions.ts';
import { evaluateCriteria, holds } from '../../shared/outcomes/evaluate-criteria.ts';

const ROLES = ['owner', 'cto', 'vp'];
const REGIONS = ['US', 'US-IL', 'US-AK', 'CA', 'CA-ON'];

const times = fc
  .tuple(fc.constantFrom('talk-time' as const, 'total-time' as const), fc.nat(5), fc.option(fc.nat(5)))
  .map(([kind, minSeconds, more]): Criterion => {
    return { kind, minSeconds, ...(more === null ? {} : { maxSeconds: minSeconds + more }) };
  });
const leaf = fc.oneof(
  times,
  fc.subarray(REGIONS, { minLength: 1 }).map((codes): Criterion => ({ kind: 'caller-region', in: codes })),
  fc.subarray([...CONFIDENCES], { minLength: 1 }).map((levels): Criterion => ({ kind: 'confidence', in: levels })),
  fc.subarray(ROLES, { minLength: 1 }).map((texts): Criterion => ({ kind: 'answer', name: 'said', in: texts })),
  fc
    .tuple(fc.nat(4), fc.nat(2))
    .map(([min, more]): Criterion => ({ kind: 'answer', name: 'said', min, max: min + more })),
  fc.boolean().map((is): Criterion => ({ kind: 'answer', name: 'said', is })),
  fc
    .tuple(fc.subarray(ROLES, { minLength: 1 }), fc.constantFrom('said', undefined))
    .map(([keys, question]): Criterion => ({ kind: 'key-press', question, in: keys })),
);
const refusal = fc
  .oneof(
    leaf,
    fc.array(leaf, { minLength: 1, maxLength: 3 }).map((of): Criterion => ({ kind: 'any', of })),
  )
  .map((of): Criterion => ({ kind: 'not', of }));
const tree = fc
  .array(fc.oneof(leaf, refusal), { minLength: 1, maxLength: 5 })
  .map((of): Criterion => ({ kind: 'all', of }));

const facts = fc
  .record({
    talkSeconds: fc.nat(12),
    besides: fc.nat(12),
    region: fc.constantFrom(...REGIONS, 'DE'),
    confidence: fc.constantFrom(...CONFIDENCES),
    said: fc.oneof(fc.constantFrom(...ROLES), fc.nat(6), fc.boolean()),
  })
  .map(({ besides, said, ...seen }) => ({
    ...seen,
    answers: { said },
    startedAtMs: 1,
    totalSeconds: seen.talkSeconds + besides,
    capacity: 'none' as const,
  }));

const nobody = { outcomeId: 'call_1', offerId: 'offer_1', advertiserId: 'adv_1' };

describe('criteria that are refused as impossible', () => {
  it('are never met by any call', () => {
    let refused = 0;
    fc.assert(
      fc.property(tree, fc.array(facts, { minLength: 20, maxLength: 20 }), (criterion, calls) => {
        if (contradictionsIn(criterion).length === 0) return;
        refused += 1;
        for (const call of calls) expect(holds(evaluateCriteria(criterion, call, nobody))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
    expect(refused).toBeGreaterThan(200);
  });
});
