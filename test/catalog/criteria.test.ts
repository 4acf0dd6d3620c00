import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  criteria,
  criterionShape,
  MAX_CRITERIA_DEPTH,
  MAX_CRITERIA_NODES,
  sizeOf,
} from '../../shared/catalog/criteria.ts';

const talk = (minSeconds: number, maxSeconds?: number) => ({
  kind: 'talk-time',
  minSeconds,
  ...(maxSeconds === undefined ? {} : { maxSeconds }),
});
const total = (minSeconds: number, maxSeconds?: number) => ({ ...talk(minSeconds, maxSeconds), kind: 'total-time' });
const all = (...of: unknown[]) => ({ kind: 'all', of });
const any = (...of: unknown[]) => ({ kind: 'any', of });
const not = (of: unknown) => ({ kind: 'not', of });
const region = (...names: string[]) => ({ kind: 'caller-region', in: names });
const confidence = (...levels: string[]) => ({ kind: 'confidence', in: levels });
const customer = (is: string) => ({ kind: 'customer', is });
const pressed = (keys: string[], question?: string) => ({
  kind: 'key-press',
  in: keys,
  ...(question ? { question } : {}),
});
const answer = (name: string, asked: object) => ({ kind: 'answer', name, ...asked });
const hours = (...windows: object[]) => ({ kind: 'hours', hours: { zone: 'America/Chicago', windows } });

/** Paths of what is wrong, as `of.1.maxSeconds`; the root is ''. */
const wrongIn = (tree: unknown): string[] => {
  const parsed = criteria.safeParse(tree);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
};

describe('criteria that can be met', () => {
  it.each([
    [talk(90)],
    [talk(90, 90)],
    [all(talk(90), total(30, 600))],
    [all(total(60), talk(0, 30))],
    [any(talk(90, 100), talk(200))],
    [any(customer('new'), customer('existing'))],
    [all(region('US'), region('US-IL', 'CA-ON'))],
    [all(confidence('exact', 'recent'), confidence('recent'))],
    [all(not(customer('existing')), customer('new'))],
    [hours({ days: [1, 2], fromMinute: 0, toMinute: 1_440 })],
    [not(any(talk(0, 10), region('US-AK')))],
    [all(talk(60), not(talk(90)))],
    [all(talk(60, 200), not(talk(90, 120)))],
    [all(talk(90), not(total(60, 600)))],
    [all(total(90), not(talk(60)))],
    [all(region('US'), not(region('US-AK', 'US-HI')))],
    [all(confidence('exact', 'recent'), not(confidence('recent')))],
    [all(talk(90), not(all(region('US'), talk(30))))],
    [all(answer('role', { in: ['owner', 'cto'] }), answer('role', { in: ['cto'] }), answer('level', { in: ['vp'] }))],
    [all(answer('employees', { min: 10 }), answer('employees', { max: 10 }))],
    [all(answer('employees', { min: 10 }), not(answer('employees', { min: 50 })))],
    [any(answer('need', { is: true }), answer('need', { is: false }))],
  ])('%j', (tree) => {
    expect(wrongIn(tree)).toEqual([]);
  });
});

describe('criteria that can never be met name the very node', () => {
  it.each([
    [talk(90, 60), ['maxSeconds']],
    [not(total(10, 5)), ['of.maxSeconds']],
    [all(talk(120), talk(0, 60)), ['of.1.maxSeconds']],
    [all(talk(120), total(0, 60)), ['of.1.maxSeconds']],
    [all(total(120), total(0, 60)), ['of.1.maxSeconds']],
    [all(talk(120), all(region('US'), total(0, 60))), ['of.1.of.1.maxSeconds']],
    [any(talk(1), all(customer('new'), customer('existing'))), ['of.1.of.1.is']],
    [all(confidence('exact'), confidence('source')), ['of.1.in']],
    [all(region('US-IL'), region('US-TX', 'CA')), ['of.1.in']],
    [all(talk(90), not(talk(90))), ['of.1']],
    [all(talk(90), not(talk(60))), ['of.1']],
    [all(talk(90, 120), not(talk(60, 180))), ['of.1']],
    [all(not(total(60)), talk(90)), ['of.0']],
    [all(region('US-IL'), not(region('US', 'CA'))), ['of.1']],
    [all(confidence('exact'), not(confidence('exact', 'recent'))), ['of.1']],
    [all(talk(90), region('US'), not(all(region('US'), talk(30)))), ['of.2']],
    [all(talk(90), not(any(region('US'), talk(30)))), ['of.1']],
    [answer('employees', { min: 10, max: 9 }), ['max']],
    [all(answer('role', { in: ['owner'] }), answer('role', { in: ['cto', 'vp'] })), ['of.1']],
    [all(answer('employees', { min: 10 }), region('US'), answer('employees', { max: 9 })), ['of.2']],
    [all(answer('need', { is: true }), answer('need', { is: false })), ['of.1']],
    [all(answer('need', { is: true }), answer('need', { in: ['yes'] })), ['of.1']],
    [all(answer('role', { in: ['cto'] }), not(answer('role', { in: ['owner', 'cto'] }))), ['of.1']],
    [all(answer('employees', { min: 20, max: 30 }), not(answer('employees', { min: 10 }))), ['of.1']],
    [all(answer('need', { is: true }), not(answer('need', { is: true }))), ['of.1']],
    [all(pressed(['1'], 'menu'), pressed(['2', '3'], 'menu')), ['of.1.in']],
    [all(pressed(['1'], 'menu'), not(pressed(['1', '2']))), ['of.1']],
    [all(pressed(['1'], 'menu'), pressed(['2'], 'size'), pressed(['3'])), []],
    [all(pressed(['1']), not(pressed(['1'], 'menu'))), []],
    [any(talk(90, 60), talk(50, 40)), ['of.0.maxSeconds', 'of.1.maxSeconds']],
  ])('%j at %j', (tree, paths) => {
    expect(wrongIn(tree)).toEqual(paths);
  });
});

describe('criteria that are malformed name the very node', () => {
  it.each([
    [{ kind: 'weather' }, ['kind']],
    [{}, ['kind']],
    [null, ['']],
    ['talk-time', ['']],
    [all(), ['of']],
    [all(talk(90), { kind: 'any', of: [{ kind: 'talk-time' }] }), ['of.1.of.0.minSeconds']],
    [talk(-1), ['minSeconds']],
    [talk(1.5), ['minSeconds']],
    [talk(90_000), ['minSeconds']],
    [region('Illinois'), ['in.0']],
    [region(), ['in']],
    [confidence('sure'), ['in.0']],
    [customer('old'), ['is']],
    [{ kind: 'repeat', days: 0, scope: 'offer' }, ['days']],
    [{ kind: 'repeat', days: 30, scope: 'world' }, ['scope']],
    [answer('role', {}), ['']],
    [answer('role', { in: ['cto'], is: true }), ['']],
    [answer('role', { in: [] }), ['in']],
    [answer('role', { in: ['x'.repeat(41)] }), ['in.0']],
    [answer('Company size', { min: 1 }), ['name']],
    [pressed([]), ['in']],
    [pressed(['1'], 'the menu'), ['question']],
    [answer('employees', { min: Number.POSITIVE_INFINITY }), ['min']],
    [hours({ days: [8], fromMinute: 0, toMinute: 10 }), ['hours.windows.0.days.0']],
    [hours({ days: [1], fromMinute: 600, toMinute: 540 }), ['hours.windows.0.toMinute']],
    [hours(), ['hours.windows']],
    [
      { kind: 'hours', hours: { zone: 'Mars/Base', windows: [{ days: [1], fromMinute: 0, toMinute: 9 }] } },
      ['hours.zone'],
    ],
  ])('%j at %j', (tree, paths) => {
    expect(wrongIn(tree)).toEqual(paths);
  });

  it('refuses a field that a question does not have', () => {
    expect(wrongIn({ ...talk(90), max: 3 })).toEqual(['']);
  });
});

describe('size', () => {
  const deep = (levels: number): object => (levels === 1 ? talk(1) : not(deep(levels - 1)));

  it('is bounded in depth and in parts', () => {
    expect(wrongIn(deep(MAX_CRITERIA_DEPTH))).toEqual([]);
    expect(wrongIn(deep(MAX_CRITERIA_DEPTH + 1))).toEqual(['']);
    const row = any(...Array.from({ length: 19 }, (_, index) => talk(index)));
    expect(wrongIn(any(row, row, row.of[0]))).toEqual([]);
    expect(wrongIn(any(row, row, row))).toEqual(['']);
    expect(sizeOf(criterionShape.parse(any(row, row, row))).nodes).toBeGreaterThan(MAX_CRITERIA_NODES);
  });

  it('of nested lists is what one counts by hand', () => {
    expect(sizeOf(criterionShape.parse(all(talk(1), any(talk(2), not(talk(3))))))).toEqual({ depth: 4, nodes: 6 });
  });
});

describe('whatever is accepted', () => {
  const leaf = fc.oneof(
    fc.record({ minSeconds: fc.nat(300), maxSeconds: fc.nat(300) }).map((times) => ({ kind: 'talk-time', ...times })),
    fc.constantFrom('new', 'existing').map(customer),
    fc.subarray(['US', 'US-IL', 'CA'], { minLength: 1 }).map((names) => region(...names)),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => all(...of)),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((of) => any(...of)),
      tie('tree').map(not),
    ),
  }));

  it('stays readable from storage as it is', () => {
    fc.assert(
      fc.property(tree, (candidate) => {
        const parsed = criteria.safeParse(candidate);
        if (parsed.success) expect(criterionShape.parse(parsed.data)).toEqual(candidate);
      }),
    );
  });
});
