import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose } from '../../../shared/calls/routing/choose.ts';
import { diceOf } from '../../../shared/calls/routing/dice.ts';
import type { Candidate, TargetState } from '../../../shared/calls/routing/model.ts';
import { momentOf } from '../../../shared/calls/routing/moment.ts';
import { refusalOf } from '../../../shared/calls/routing/rules/all.ts';
import { call, candidate, competition, decide, MONDAY, routeOf, state } from './fixture.ts';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const regions = fc.constantFrom('US', 'US-IL', 'US-CA', 'DE').map((code) => ({ kind: 'region' as const, code }));

const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      state: fc.constantFrom('active' as const, 'active' as const, 'paused' as const),
      priority: fc.integer({ min: 1, max: 3 }),
      maxConcurrent: maybe(fc.integer({ min: 1, max: 3 })),
      weight: maybe(fc.integer({ min: 1, max: 5 })),
      allow: maybe(fc.array(regions, { minLength: 1, maxLength: 3 })),
      minAttestation: maybe(fc.constantFrom('A' as const, 'B' as const, 'C' as const)),
      amountMinor: maybe(fc.bigInt(1n, 20_000n)),
      chargeMinor: fc.bigInt(0n, 10_000n),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ weight, allow, minAttestation, amountMinor, chargeMinor, ...target }, index) =>
      candidate(`t${index}`, {
        target: { ...target, maxConcurrent: target.maxConcurrent ?? 99 },
        rules: {
          weight,
          minAttestation,
          ...(allow ? { regions: { allow } } : {}),
          ...(amountMinor ? { caps: [{ per: 'day', amountMinor }] } : {}),
        },
        chargeMinor,
      }),
    ),
  );

const states: fc.Arbitrary<Record<string, Partial<TargetState>>> = fc.dictionary(
  fc.integer({ min: 0, max: 11 }).map((index) => `t${index}`),
  fc.record({
    live: fc.integer({ min: 0, max: 3 }),
    used: fc.bigInt(0n, 20_000n).map((amountMinor) => ({ day: { calls: 1, amountMinor } })),
  }),
);

const scenes = fc.record({
  candidates,
  states,
  facts: fc.record({
    outcomeId: fc.string(),
    attestation: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'none' as const, 'failed' as const),
    place: fc.constantFrom({}, { country: 'US' }, { country: 'US', state: 'US-IL' }, { country: 'DE' }),
  }),
  rules: fc.record({
    order: fc.constantFrom('priority' as const, 'price' as const),
    maxTargets: fc.integer({ min: 1, max: 5 }),
  }),
});

describe('whatever the call, the targets and their state', () => {
  it('never rings a target that may not take the call, and leaves none out that may', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { steps, considered } = decide(scene);
        const setting = { call: call(scene.facts), competition: competition(scene.rules), moment: momentOf(MONDAY) };
        const mayTake = scene.candidates.filter(
          (each) => refusalOf(each, setting, state(scene.states[each.target.targetId])) === undefined,
        );
        const allowed = new Set(mayTake.map(({ target }) => target.targetId));
        expect(steps.every(({ targetId }) => allowed.has(targetId))).toBe(true);
        expect(steps.length).toBe(Math.min(allowed.size, scene.rules.maxTargets));
        expect(considered.filter(({ fate }) => fate.kind !== 'refused').length).toBe(allowed.size);
      }),
      { numRuns: 500 },
    );
  });

  it('tells the fate of every candidate once, in their order, with ranks that match the route', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { steps, considered } = decide(scene);
        expect(considered.map(({ targetId }) => targetId)).toEqual(
          scene.candidates.map(({ target }) => target.targetId),
        );
        const chosen = considered.flatMap(({ targetId, fate }) =>
          fate.kind === 'chosen' ? [{ targetId, rank: fate.rank }] : [],
        );
        chosen.sort((a, b) => a.rank - b.rank);
        expect(chosen.map(({ targetId }) => targetId)).toEqual(routeOf({ steps, considered }));
        expect(chosen.map(({ rank }) => rank)).toEqual(chosen.map((_, index) => index + 1));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same choice for the same input, in whatever order the targets were read', () => {
    fc.assert(
      fc.property(scenes, fc.integer(), (scene, seed) => {
        const first = decide(scene);
        expect(decide(scene)).toEqual(first);
        const shuffled = [...scene.candidates].sort(
          (a, b) =>
            ((Number(a.target.targetId.slice(1)) * 7919 + seed) % 13) -
            ((Number(b.target.targetId.slice(1)) * 7919 + seed) % 13),
        );
        expect(routeOf(decide({ ...scene, candidates: shuffled }))).toEqual(routeOf(first));
      }),
      { numRuns: 300 },
    );
  });

  it('never puts a worse number before a better one', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const { steps } = decide(scene);
        const byId = new Map(scene.candidates.map((each) => [each.target.targetId, each]));
        const values = steps.map(({ targetId, chargeMinor }) =>
          scene.rules.order === 'price' ? -Number(chargeMinor) : (byId.get(targetId)?.target.priority ?? 0),
        );
        expect(values).toEqual([...values].sort((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });
});

describe('weights', () => {
  const DRAWS = 20_000;

  it.each([{ weights: [1, 1] }, { weights: [3, 1] }, { weights: [5, 3, 2] }, { weights: [100, 50, 25, 25] }])(
    'split $weights within 2 % over 20,000 calls',
    ({ weights }) => {
      const all = weights.map((weight, index) => candidate(`target_${index}`, { rules: { weight } }));
      const counts = weights.map(() => 0);
      for (let draw = 0; draw < DRAWS; draw += 1) {
        const facts = call({ outcomeId: `call_${draw}` });
        const [first] = choose(facts, all, competition(), () => undefined, diceOf(facts.outcomeId)).steps;
        const index = Number(first?.targetId.slice('target_'.length));
        counts[index] = (counts[index] ?? 0) + 1;
      }
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [index, weight] of weights.entries()) {
        expect(Math.abs((counts[index] ?? 0) / DRAWS - weight / total)).toBeLessThan(0.02);
      }
    },
  );

  it('also split what is left for the second place', () => {
    const all = [candidate('a', { rules: { weight: 2 } }), candidate('b'), candidate('c')];
    let secondIsB = 0;
    let firstIsA = 0;
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const facts = call({ outcomeId: `call_${draw}` });
      const [first, second] = choose(facts, all, competition(), () => undefined, diceOf(facts.outcomeId)).steps;
      if (first?.targetId !== 'a') continue;
      firstIsA += 1;
      if (second?.targetId === 'b') secondIsB += 1;
    }
    expect(Math.abs(secondIsB / firstIsA - 0.5)).toBeLessThan(0.02);
  });

  it('a new target takes from the others without moving calls between them', () => {
    const two = [candidate('a'), candidate('b')];
    const three = [...two, candidate('c')];
    for (let draw = 0; draw < 500; draw += 1) {
      const facts = { outcomeId: `call_${draw}` };
      const [before] = routeOf(decide({ candidates: two, facts }));
      const [after] = routeOf(decide({ candidates: three, facts }));
      expect([before, 'c']).toContain(after);
    }
  });
});

describe('dice', () => {
  it('fall between 0 and 1, the same each time, and evenly over tenths', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 20_000; index += 1) {
      const thrown = diceOf(`call_${index}`)('target');
      expect(thrown).toBe(diceOf(`call_${index}`)('target'));
      const tenth = Math.floor(thrown * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(tenths.every((count) => Math.abs(count - 2_000) < 200)).toBe(true);
  });
});
