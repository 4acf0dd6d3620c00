import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIDENCES, type Criterion, type Question, sizeOf } from '../../shared/catalog/criteria.ts';
import type { Background } from '../../shared/outcomes/answer-question.ts';
import { evaluateCriteria, explain, holds, whatToGather } from '../../shared/outcomes/evaluate-criteria.ts';
import type { Facts } from '../../shared/outcomes/model.ts';
import { facts } from './samples.ts';

const background: Background = { outcomeId: 'call_now', offerId: 'offer_roof', advertiserId: 'adv_acme' };

const TRUE: Question = { kind: 'talk-time', minSeconds: 1 };
const FALSE: Question = { kind: 'talk-time', minSeconds: 1_000 };
const UNKNOWN: Question = { kind: 'customer', is: 'new' };

describe('trees', () => {
  it.each<[string, Criterion, string]>([
    ['all of true', { kind: 'all', of: [TRUE, TRUE] }, '111'],
    ['all with a false, every line judged all the same', { kind: 'all', of: [FALSE, TRUE] }, '001'],
    ['any with a true, every line judged all the same', { kind: 'any', of: [TRUE, FALSE, TRUE] }, '1101'],
    ['all with an unknown', { kind: 'all', of: [TRUE, UNKNOWN] }, '010'],
    ['any with a true and an unknown', { kind: 'any', of: [UNKNOWN, TRUE] }, '101'],
    ['any with a false and an unknown', { kind: 'any', of: [UNKNOWN, FALSE] }, '000'],
    ['not of false', { kind: 'not', of: FALSE }, '10'],
    ['not of an unknown, which is unknown too', { kind: 'not', of: UNKNOWN }, '00'],
    ['not of any with an unknown', { kind: 'not', of: { kind: 'any', of: [FALSE, UNKNOWN] } }, '0000'],
    ['not of all with a false, unknown or not', { kind: 'not', of: { kind: 'all', of: [UNKNOWN, FALSE] } }, '1000'],
  ])('%s', (_name, tree, held) => {
    expect(evaluateCriteria(tree, facts(), background).held).toBe(held);
  });

  it('tell each question, what was seen and whether it held', () => {
    const region: Question = { kind: 'caller-region', in: ['US-WI'] };
    const tree: Criterion = { kind: 'all', of: [TRUE, { kind: 'not', of: region }] };
    expect(explain(tree, evaluateCriteria(tree, facts(), background))).toEqual({
      kind: 'all',
      held: true,
      of: [
        { kind: 'talk-time', asked: TRUE, seen: 95, held: true },
        { kind: 'not', held: true, of: [{ kind: 'caller-region', asked: region, seen: 'US-IL', held: false }] },
      ],
    });
  });

  it('can not be explained by the marks of another tree', () => {
    const marks = evaluateCriteria({ kind: 'all', of: [TRUE, FALSE] }, facts(), background);
    expect(() => explain({ kind: 'all', of: [TRUE] }, marks)).toThrow('another tree');
    expect(() => explain({ kind: 'all', of: [TRUE, FALSE, TRUE] }, marks)).toThrow('larger tree');
  });

  it('say how far back to look for repeats, and whether the customer list is needed', () => {
    const repeat = (days: number): Question => ({ kind: 'repeat', days, scope: 'offer' });
    expect(whatToGather({ kind: 'any', of: [repeat(7), { kind: 'not', of: repeat(30) }] })).toEqual({
      repeatDays: 30,
      customers: false,
    });
    expect(whatToGather({ kind: 'not', of: UNKNOWN })).toEqual({ repeatDays: 0, customers: true });
    expect(whatToGather(TRUE)).toEqual({ repeatDays: 0, customers: false });
  });
});

describe('properties of trees', () => {
  const leaf = fc.oneof(
    fc.constantFrom<Criterion>(TRUE, FALSE, UNKNOWN, { kind: 'within-caps' }),
    fc.nat(200).map((minSeconds): Criterion => ({ kind: 'talk-time', minSeconds })),
    fc.subarray([...CONFIDENCES], { minLength: 1 }).map((of): Criterion => ({ kind: 'confidence', in: of })),
  );
  const { tree } = fc.letrec<{ tree: Criterion }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((of): Criterion => ({ kind: 'all', of })),
      fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((of): Criterion => ({ kind: 'any', of })),
      tie('tree').map((of): Criterion => ({ kind: 'not', of })),
    ),
  }));
  const someFacts = fc
    .record({
      talkSeconds: fc.option(fc.nat(300), { nil: undefined }),
      confidence: fc.constantFrom(...CONFIDENCES),
      capacity: fc.constantFrom('reserved' as const, 'over' as const, 'none' as const),
    })
    .map(facts);
  const held = (criterion: Criterion, seen: Facts): boolean => holds(evaluateCriteria(criterion, seen, background));
  const negated = (criterion: Criterion): Criterion => ({ kind: 'not', of: criterion });

  it('every node has a mark, and every question what was seen', () => {
    fc.assert(
      fc.property(tree, someFacts, (criterion, seen) => {
        const marks = evaluateCriteria(criterion, seen, background);
        expect(marks.held).toHaveLength(sizeOf(criterion).nodes);
        expect(explain(criterion, marks).held).toBe(holds(marks));
      }),
    );
  });

  it('De Morgan’s laws hold, unknowns included', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), someFacts, (of, seen) => {
        const nots = of.map(negated);
        expect(held(negated({ kind: 'all', of }), seen)).toBe(held({ kind: 'any', of: nots }, seen));
        expect(held(negated({ kind: 'any', of }), seen)).toBe(held({ kind: 'all', of: nots }, seen));
      }),
    );
  });

  it('order does not matter, a double not undoes itself, and nothing holds together with its opposite', () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), someFacts, (of, seen) => {
        for (const kind of ['all', 'any'] as const) {
          const criterion: Criterion = { kind, of };
          expect(held({ kind, of: of.toReversed() }, seen)).toBe(held(criterion, seen));
          expect(held(negated(negated(criterion)), seen)).toBe(held(criterion, seen));
          expect(held(criterion, seen) && held(negated(criterion), seen)).toBe(false);
        }
      }),
    );
  });

  it('learning something that was unknown never takes back what held', () => {
    fc.assert(
      fc.property(tree, someFacts, fc.nat(300), (criterion, seen, talkSeconds) => {
        fc.pre(seen.talkSeconds === undefined && held(criterion, seen));
        expect(held(criterion, { ...seen, talkSeconds })).toBe(true);
      }),
    );
  });
});
