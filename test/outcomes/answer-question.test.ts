import { describe, expect, it } from 'vitest';
import type { Criterion, Question } from '../../shared/catalog/criteria.ts';
import { DAY_MS, fromIso } from '../../shared/kernel/time.ts';
import type { Background } from '../../shared/outcomes/answer-question.ts';
import { evaluateCriteria, holds } from '../../shared/outcomes/evaluate-criteria.ts';
import type { Facts, Seen } from '../../shared/outcomes/model.ts';
import { facts, STARTED_MS } from './samples.ts';

const background: Background = { outcomeId: 'call_now', offerId: 'offer_roof', advertiserId: 'adv_acme' };
const NEW_YORK_OFFICE = {
  zone: 'America/New_York',
  windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 17 * 60 }],
};

function ask(question: Criterion, over: Partial<Facts> = {}, known: Partial<Background> = {}) {
  const marks = evaluateCriteria(question, facts(over), { ...background, ...known });
  return { held: holds(marks), seen: marks.seen[0] };
}

const earlier = (daysAgo: number, over = {}) => ({
  outcomeId: `call_${daysAgo}`,
  startedAtMs: STARTED_MS - daysAgo * DAY_MS,
  offerId: 'offer_roof',
  advertiserId: 'adv_acme',
  targetId: 'target_1',
  ...over,
});

describe('each question', () => {
  const talk60: Question = { kind: 'talk-time', minSeconds: 60, maxSeconds: 300 };
  const seniority = (...texts: string[]): Question => ({ kind: 'answer', name: 'seniority', in: texts });
  const employees = (min?: number, max?: number): Question => ({ kind: 'answer', name: 'employees', min, max });
  const pressed = (keys: string[], question?: string): Question => ({ kind: 'key-press', question, in: keys });
  const said = (answers: Facts['answers']): Partial<Facts> => ({ answers });
  it.each<[string, Question, Partial<Facts>, Seen, boolean]>([
    ['talk time at its least', talk60, { talkSeconds: 60 }, 60, true],
    ['talk time a second short', talk60, { talkSeconds: 59 }, 59, false],
    ['talk time at its most', talk60, { talkSeconds: 300 }, 300, true],
    ['talk time a second over', talk60, { talkSeconds: 301 }, 301, false],
    ['talk time nobody knows', talk60, { talkSeconds: undefined }, null, false],
    ['talk time of none', { kind: 'talk-time', minSeconds: 0 }, { talkSeconds: 0 }, 0, true],
    ['total time', { kind: 'total-time', minSeconds: 120 }, { totalSeconds: 120 }, 120, true],
    ['total time, not talk time', { kind: 'total-time', minSeconds: 100 }, { totalSeconds: 99 }, 99, false],
    ['a state asked for', { kind: 'caller-region', in: ['US-WI', 'US-IL'] }, {}, 'US-IL', true],
    ['another state', { kind: 'caller-region', in: ['US-WI'] }, {}, 'US-IL', false],
    ['a state of a country asked for', { kind: 'caller-region', in: ['US'] }, {}, 'US-IL', true],
    ['a country of that state’s letters', { kind: 'caller-region', in: ['IL'] }, {}, 'US-IL', false],
    ['a region nobody knows', { kind: 'caller-region', in: ['US'] }, { region: undefined }, null, false],
    ['a known country, state asked', { kind: 'caller-region', in: ['US-IL'] }, { region: 'US' }, 'US', false],
    ['a confidence asked for', { kind: 'confidence', in: ['exact', 'recent'] }, {}, 'exact', true],
    ['a weaker confidence', { kind: 'confidence', in: ['exact'] }, { confidence: 'source' }, 'source', false],
    ['a place reserved', { kind: 'within-caps' }, {}, 'reserved', true],
    ['no cap to keep within', { kind: 'within-caps' }, { capacity: 'none' }, 'none', true],
    ['one of the texts asked for', seniority('vp', 'director'), said({ seniority: 'vp' }), 'vp', true],
    ['another text', seniority('vp', 'director'), said({ seniority: 'intern' }), 'intern', false],
    ['what nobody said', seniority('vp'), said({ role: 'vp' }), null, false],
    ['nothing said at all', seniority('vp'), {}, null, false],
    ['a name that every object has', { kind: 'answer', name: 'toString', in: ['vp'] }, said({}), null, false],
    ['a number at the least asked for', employees(10, 50), said({ employees: 10 }), 10, true],
    ['a number at the most asked for', employees(10, 50), said({ employees: 50 }), 50, true],
    ['a number below', employees(10, 50), said({ employees: 9.5 }), 9.5, false],
    ['a number above', employees(10, 50), said({ employees: 51 }), 51, false],
    ['a number without a least', employees(undefined, 50), said({ employees: -3 }), -3, true],
    ['a number without a most', employees(10), said({ employees: 1e9 }), 1e9, true],
    ['yes where yes was asked', { kind: 'answer', name: 'need', is: true }, said({ need: true }), true, true],
    ['no where yes was asked', { kind: 'answer', name: 'need', is: true }, said({ need: false }), false, false],
    ['a number where a text was asked', seniority('10'), said({ seniority: 10 }), 10, false],
    ['a text where a number was asked', employees(10), said({ employees: '10' }), '10', false],
    ['a text where yes was asked', { kind: 'answer', name: 'need', is: true }, said({ need: 'true' }), 'true', false],
    ['a key asked for', pressed(['1', '2'], 'menu'), said({ menu: '2' }), '2', true],
    ['another key', pressed(['1'], 'menu'), said({ menu: '2' }), '2', false],
    ['a key at another question', pressed(['1'], 'menu'), said({ menu: '2', size: '1' }), '2', false],
    ['a key at any question', pressed(['1']), said({ menu: '2', size: '1' }), '2 1', true],
    ['a question that was not answered', pressed(['1']), said({ menu: false }), false, false],
    ['one answered and one not', pressed(['1']), said({ menu: false, size: '1' }), '1', true],
    ['a question nobody put', pressed(['1'], 'menu'), said({ size: '1' }), null, false],
    ['no question at all', pressed(['1']), {}, null, false],
    ['a cap that was full', { kind: 'within-caps' }, { capacity: 'over' }, 'over', false],
  ])('%s', (_name, question, over, seen, held) => {
    expect(ask(question, over)).toEqual({ seen, held });
  });

  it('a key that nobody was asked for does not fail to be pressed either', () => {
    const notOne: Criterion = { kind: 'not', of: pressed(['1']) };
    expect(ask(notOne, said({ menu: '2' })).held).toBe(true);
    expect(ask(notOne, said({ menu: false })).held).toBe(true);
    expect(ask(notOne).held).toBe(false);
  });

  it('what was not said, or said in another form, does not hold when negated either', () => {
    const notVp: Criterion = { kind: 'not', of: seniority('vp') };
    expect(ask(notVp, said({ seniority: 'intern' })).held).toBe(true);
    expect(ask(notVp, said({ seniority: 4 })).held).toBe(false);
    expect(ask(notVp).held).toBe(false);
  });

  it.each([
    ['a minute before opening', '2026-03-02T13:59:59Z', 'Mon 08:59', false],
    ['at opening', '2026-03-02T14:00:00Z', 'Mon 09:00', true],
    ['in the last minute', '2026-03-02T21:59:59Z', 'Mon 16:59', true],
    ['at closing', '2026-03-02T22:00:00Z', 'Mon 17:00', false],
    ['on a Sunday', '2026-03-01T15:00:00Z', 'Sun 10:00', false],
    ['an hour earlier by UTC in summer time', '2026-03-09T13:00:00Z', 'Mon 09:00', true],
    ['and back after it', '2026-11-02T13:59:00Z', 'Mon 08:59', false],
  ])('hours: %s', (_name, now, seen, held) => {
    expect(ask({ kind: 'hours', hours: NEW_YORK_OFFICE }, { startedAtMs: fromIso(now) })).toEqual({ seen, held });
  });

  const repeat = (scope: 'offer' | 'target' | 'advertiser', days = 30): Question => ({ kind: 'repeat', days, scope });
  const elsewhere = { offerId: 'offer_other', advertiserId: 'adv_other', targetId: 'target_9' };
  it.each<[string, Question, Background['earlier'], Partial<Facts>, Seen, boolean]>([
    ['a first contact', repeat('offer'), [], {}, false, false],
    ['the same offer, newest of two', repeat('offer'), [earlier(2.5), earlier(9)], {}, 2, true],
    ['exactly N days ago', repeat('offer'), [earlier(30)], {}, 30, true],
    ['a millisecond more than N days ago', repeat('offer'), [earlier(30 + 1 / DAY_MS)], {}, false, false],
    ['itself', repeat('offer'), [earlier(1, { outcomeId: 'call_now' })], {}, false, false],
    ['at the same instant', repeat('offer'), [earlier(0)], {}, false, false],
    ['a later contact', repeat('offer'), [earlier(-1)], {}, false, false],
    ['another offer', repeat('offer'), [earlier(1, { offerId: 'offer_other' })], {}, false, false],
    ['another offer of the advertiser', repeat('advertiser'), [earlier(1, { offerId: 'offer_b' })], {}, 1, true],
    ['another advertiser', repeat('advertiser'), [earlier(1, elsewhere)], {}, false, false],
    ['the same target', repeat('target'), [earlier(1, { offerId: 'offer_b' })], {}, 1, true],
    ['another target', repeat('target'), [earlier(1, { targetId: 'target_2' })], {}, false, false],
    [
      'no target at all',
      repeat('target'),
      [earlier(1, { targetId: undefined })],
      { targetId: undefined },
      false,
      false,
    ],
    ['a withheld caller id', repeat('offer'), [earlier(1)], { personHash: undefined }, false, false],
  ])('repeat: %s', (_name, question, contacts, over, seen, held) => {
    expect(ask(question, over, { earlier: contacts })).toEqual({ seen, held });
  });

  it('repeat: a robot with too many contacts to read is one, whatever they were', () => {
    const contacts = [earlier(1, elsewhere)];
    const question = repeat('offer');
    expect(ask(question, {}, { earlier: contacts, tooManyContacts: true })).toEqual({
      seen: 'too many contacts',
      held: true,
    });
  });

  it.each<[string, 'new' | 'existing', boolean | undefined, Seen, boolean]>([
    ['a stranger, new asked', 'new', false, 'new', true],
    ['a stranger, existing asked', 'existing', false, 'new', false],
    ['a customer, new asked', 'new', true, 'existing', false],
    ['a customer, existing asked', 'existing', true, 'existing', true],
    ['nobody knows who', 'new', undefined, null, false],
  ])('customer: %s', (_name, is, isCustomer, seen, held) => {
    expect(ask({ kind: 'customer', is }, {}, { isCustomer })).toEqual({ seen, held });
  });
});
