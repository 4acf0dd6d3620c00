import { describe, expect, it } from 'vitest';
import { readBookmark, writeBookmark } from '../../../shared/calls/routing/plan/bookmark.ts';
import { faultsIn, plan } from '../../../shared/calls/routing/plan/find-faults.ts';
import { MAX_PLAN_DEPTH, MAX_PLAN_NODES, type Plan, planShape } from '../../../shared/calls/routing/plan/model.ts';
import { continuePlan, startPlan } from '../../../shared/calls/routing/plan/walk.ts';
import { DAY_MS } from '../../../shared/kernel/time.ts';
import { call, MONDAY } from './fixture.ts';

const MENU: Plan = planShape.parse({
  entry: 'welcome',
  nodes: {
    welcome: { kind: 'notice', say: 'Welcome.', goTo: 'menu' },
    menu: {
      kind: 'ask',
      prompt: 'Press 1 or say roof. Para español, oprima 2.',
      by: ['keys', 'speech'],
      choices: [
        { keys: '1', words: ['roof', 'leak'], goTo: 'recorded' },
        { keys: '2', words: ['Español'], language: 'es', goTo: 'jingle' },
      ],
      otherwise: 'recorded',
    },
    recorded: { kind: 'record', notice: 'This call is recorded.', goTo: 'roofs' },
    jingle: { kind: 'notice', play: 'https://sounds.example/hola.mp3', goTo: 'spanish' },
    spanish: {
      kind: 'branch',
      cases: [{ when: { kind: 'language', in: ['es'] }, goTo: 'roofsEs' }],
      otherwise: 'sorry',
    },
    roofs: { kind: 'offer', offerId: 'offer_1' },
    roofsEs: { kind: 'offer', offerId: 'offer_2', tag: 'spanish' },
    sorry: { kind: 'refuse', say: 'Goodbye.' },
  },
});

const BOTH = ['keys', 'speech'] as const;
const EMPTY = { record: false, answers: {} };
const reply = (changes: object) => ({ nodeId: 'menu', asked: 1, ...changes });

describe('walking a plan', () => {
  it('says what comes first, and stops at the question', () => {
    const walk = startPlan(MENU, call(), BOTH);
    expect(walk.heard).toEqual([{ kind: 'say', text: 'Welcome.' }]);
    expect(walk.stop).toMatchObject({ kind: 'ask', nodeId: 'menu', asked: 1 });
    expect(walk.record).toBe(false);
  });

  it('follows a key, and says that it records before it does', () => {
    expect(continuePlan(MENU, reply({ keys: '1' }), call(), EMPTY, BOTH)).toEqual({
      heard: [{ kind: 'say', text: 'This call is recorded.' }],
      stop: { kind: 'offer', offerId: 'offer_1' },
      record: true,
      answers: { menu: '1' },
    });
  });

  it.each([
    ['Well, my ROOF is leaking!', 'offer'],
    ['español, por favor', 'offer'],
    ['Espanol.', 'offer'],
    ['ESPAN\u0303OL', 'offer'],
    ['proof of purchase', 'ask'],
    ['', 'ask'],
  ])('understands whole words: “%s”', (speech, kind) => {
    expect(continuePlan(MENU, reply({ speech }), call(), EMPTY, BOTH).stop.kind).toBe(kind);
  });

  it('remembers the language that was chosen, and plays what belongs to it', () => {
    expect(continuePlan(MENU, reply({ keys: '2' }), call(), EMPTY, BOTH)).toEqual({
      heard: [{ kind: 'play', url: 'https://sounds.example/hola.mp3' }],
      stop: { kind: 'offer', offerId: 'offer_2', tag: 'spanish' },
      record: false,
      language: 'es',
      answers: { menu: '2' },
    });
  });

  it('asks again as often as it may, keeping what it knows, and then goes on without an answer', () => {
    const baggage = { record: true, language: 'en', answers: { before: '3' } };
    const again = continuePlan(MENU, reply({ keys: '9' }), call(), baggage, BOTH);
    expect(again).toMatchObject({ heard: [], record: true, language: 'en', stop: { kind: 'ask', asked: 2 } });
    const last = continuePlan(MENU, reply({ asked: 2 }), call(), baggage, BOTH);
    expect(last.stop).toEqual({ kind: 'offer', offerId: 'offer_1' });
    expect(last.language).toBe('en');
    expect(last.answers).toEqual({ before: '3', menu: false });
  });

  it('starts again when the plan was changed meanwhile and the question is gone', () => {
    for (const nodeId of ['gone', 'roofs', 'constructor']) {
      expect(continuePlan(MENU, reply({ nodeId, keys: '1' }), call(), EMPTY, BOTH).stop).toMatchObject({
        nodeId: 'menu',
      });
    }
  });

  it('lets a caller without any answer hear a goodbye', () => {
    const short = planShape.parse({ entry: 'no', nodes: { no: { kind: 'refuse', say: 'Goodbye.' } } });
    expect(startPlan(short, call(), BOTH)).toEqual({
      heard: [{ kind: 'say', text: 'Goodbye.' }],
      stop: { kind: 'refuse' },
      record: false,
      answers: {},
    });
  });
});

describe('keys and words', () => {
  const two = planShape.parse({
    entry: 'menu',
    nodes: {
      menu: {
        kind: 'ask',
        prompt: 'Which?',
        by: ['keys', 'speech'],
        choices: [
          { keys: '12', goTo: 'long' },
          { keys: '1', words: ['new roof', '!'], goTo: 'short' },
          { words: ['gutter'], goTo: 'long' },
        ],
        otherwise: 'end',
      },
      long: { kind: 'offer', tag: 'long' },
      short: { kind: 'offer', tag: 'short' },
      end: { kind: 'offer' },
    },
  });
  const led = (said: object) => {
    const { stop, answers } = continuePlan(two, reply({ asked: 2, ...said }), call(), EMPTY, BOTH);
    return [stop.kind === 'offer' ? (stop.tag ?? 'none') : stop.kind, answers.menu];
  };

  it.each([
    [{ keys: '12' }, 'long', '12'],
    [{ keys: '1' }, 'short', '1'],
    [{ keys: '123' }, 'none', false],
    // A key is what was meant, whatever was overheard.
    [{ keys: '9', speech: 'gutter' }, 'none', false],
    [{ speech: 'a NEW, roof please' }, 'short', '1'],
    [{ speech: 'roof new' }, 'none', false],
    [{ speech: 'the gutter' }, 'long', 'gutter'],
    [{ speech: '!' }, 'none', false],
    [{}, 'none', false],
  ])('%j leads to %s and is kept as %j', (said, tag, kept) => {
    expect(led(said)).toEqual([tag, kept]);
  });
});

describe('a carrier that understands no speech', () => {
  const spokenOnly = planShape.parse({
    entry: 'say',
    nodes: {
      say: {
        kind: 'ask',
        prompt: 'Say roof.',
        by: ['speech'],
        choices: [{ words: ['roof'], goTo: 'end' }],
        otherwise: 'menu',
      },
      menu: {
        kind: 'ask',
        prompt: 'Press 1.',
        by: ['keys', 'speech'],
        choices: [{ keys: '1', goTo: 'end' }],
        otherwise: 'end',
      },
      end: { kind: 'offer' },
    },
  });

  it('puts no question that is answered by nothing else, and leads on without an answer', () => {
    const walk = startPlan(spokenOnly, call(), ['keys']);
    expect(walk).toMatchObject({ stop: { kind: 'ask', nodeId: 'menu' }, answers: { say: false } });
    expect(startPlan(spokenOnly, call(), BOTH).stop).toMatchObject({ nodeId: 'say' });
  });
});

describe('what is heard', () => {
  it('is in the node’s own language, else in the one that was chosen', () => {
    const words = planShape.parse({
      entry: 'menu',
      nodes: {
        menu: { ...MENU.nodes.menu, choices: [{ keys: '2', language: 'es', goTo: 'hola' }], otherwise: 'hola' },
        hola: { kind: 'notice', say: 'Hola.', goTo: 'law' },
        law: { kind: 'record', notice: 'This call is recorded.', language: 'en', goTo: 'bye' },
        bye: { kind: 'refuse', say: 'Adiós.' },
      },
    });
    expect(continuePlan(words, reply({ keys: '2' }), call(), EMPTY, BOTH).heard).toEqual([
      { kind: 'say', text: 'Hola.', language: 'es' },
      { kind: 'say', text: 'This call is recorded.', language: 'en' },
      { kind: 'say', text: 'Adiós.', language: 'es' },
    ]);
  });
});

describe('a bookmark', () => {
  const mark = { nodeId: 'menu', asked: 2, record: true, language: 'es', answers: { before: 'español & “más”' } };

  it('comes back as it was written, and needs no escaping in an address', () => {
    const text = writeBookmark(mark);
    expect(text).toMatch(/^[\w-]+$/);
    expect(readBookmark(text)).toEqual(mark);
  });

  it.each([undefined, '', 'x', 'e30', writeBookmark({ ...mark, asked: 0 })])('is none where it says %j', (text) => {
    expect(readBookmark(text)).toBeUndefined();
  });
});

describe('branching', () => {
  const branchOn = (when: object): Plan =>
    planShape.parse({
      entry: 'b',
      nodes: {
        b: { kind: 'branch', cases: [{ when, goTo: 'yes' }], otherwise: 'no' },
        yes: { kind: 'offer', offerId: 'yes' },
        no: { kind: 'offer', offerId: 'no' },
      },
    });
  const area = { kind: 'area', in: [{ kind: 'region', code: 'US-IL' }] };
  const hours = { kind: 'hours', hours: { zone: 'UTC', windows: [{ days: [1], fromMinute: 900, toMinute: 960 }] } };
  const spoke = (ms: number) => ({ earlier: [{ advertiserId: 'adv_1', atMs: MONDAY - ms }] });

  it.each([
    ['a place', area, {}, 'yes'],
    ['another place', area, { place: { country: 'US', state: 'US-CA' } }, 'no'],
    ['a place nobody knows', area, { place: {} }, 'no'],
    ['open hours', hours, {}, 'yes'],
    ['closed hours', hours, { atMs: MONDAY + 3_600_000 }, 'no'],
    ['a language', { kind: 'language', in: ['es'] }, { language: 'es' }, 'yes'],
    ['another language', { kind: 'language', in: ['es'] }, { language: 'en' }, 'no'],
    ['no language', { kind: 'language', in: ['es'] }, {}, 'no'],
    ['a withheld number', { kind: 'withheld' }, { isWithheld: true }, 'yes'],
    ['a shown number', { kind: 'withheld' }, {}, 'no'],
    ['a repeat', { kind: 'repeat', days: 7 }, spoke(7 * DAY_MS), 'yes'],
    ['an old caller', { kind: 'repeat', days: 7 }, spoke(7 * DAY_MS + 1), 'no'],
    ['the call itself', { kind: 'repeat', days: 7 }, spoke(0), 'no'],
  ])('looks at %s', (_name, when, facts, offerId) => {
    expect(startPlan(branchOn(when), call(facts), BOTH).stop).toEqual({ kind: 'offer', offerId });
  });
});

const chain = (length: number): object => ({
  entry: 'n0',
  nodes: Object.fromEntries([
    ...Array.from({ length: length - 1 }, (_, index) => [
      `n${index}`,
      { kind: 'notice', say: 'x', goTo: `n${index + 1}` },
    ]),
    [`n${length - 1}`, { kind: 'offer', offerId: 'offer_1' }],
  ]),
});

const ask = (changes: object) => ({
  kind: 'ask',
  prompt: 'Which?',
  by: ['keys'],
  choices: [{ keys: '1', goTo: 'end' }],
  otherwise: 'end',
  ...changes,
});

const withEnd = (nodes: object, entry = 'a') => ({
  entry,
  nodes: { ...nodes, end: { kind: 'offer', offerId: 'offer_1' } },
});

describe('a plan that would lose its caller is refused, with the field', () => {
  it.each([
    ['an entry that is not there', withEnd({}, 'a'), 'entry', 'there is no node a'],
    [
      'a name that leads nowhere',
      withEnd({ a: { kind: 'notice', say: 'x', goTo: 'b' } }),
      'nodes.a.goTo',
      'there is no node b',
    ],
    [
      'a name of every object',
      withEnd({ a: { kind: 'notice', say: 'x', goTo: 'constructor' } }),
      'nodes.a.goTo',
      'there is no node constructor',
    ],
    [
      'a choice that leads nowhere',
      withEnd({ a: ask({ choices: [{ keys: '1', goTo: 'b' }] }) }),
      'nodes.a.choices.0.goTo',
      'there is no node b',
    ],
    ['no way on without an answer', withEnd({ a: ask({ otherwise: 'b' }) }), 'nodes.a.otherwise', 'there is no node b'],
    [
      'a branch that leads nowhere',
      withEnd({ a: { kind: 'branch', cases: [{ when: { kind: 'withheld' }, goTo: 'b' }], otherwise: 'end' } }),
      'nodes.a.cases.0.goTo',
      'there is no node b',
    ],
    [
      'a node that refers to itself',
      withEnd({ a: { kind: 'notice', say: 'x', goTo: 'a' } }),
      'nodes.a.goTo',
      'leads back to a, round and round',
    ],
    [
      'a circle',
      withEnd({ a: { kind: 'notice', say: 'x', goTo: 'b' }, b: ask({ otherwise: 'a' }) }),
      'nodes.b.otherwise',
      'leads back to a, round and round',
    ],
    ['a node nobody reaches', withEnd({ a: { kind: 'refuse', say: 'x' } }), 'nodes.end', 'is reached from nowhere'],
    [
      'a way that is too long',
      chain(MAX_PLAN_DEPTH + 1),
      'entry',
      `leads through ${MAX_PLAN_DEPTH + 1} nodes; at most ${MAX_PLAN_DEPTH} are allowed`,
    ],
    [
      'more questions than anybody sits through',
      {
        entry: 'q1',
        nodes: {
          q1: ask({ otherwise: 'q2' }),
          q2: ask({ otherwise: 'q3' }),
          q3: ask({ otherwise: 'q4' }),
          q4: ask({}),
          end: { kind: 'offer' },
        },
      },
      'entry',
      'leads through 4 questions; at most 3 are allowed',
    ],
    [
      'answers that take too much room',
      withEnd({
        a: ask({ by: ['speech'], choices: [{ words: ['屋根の修理'.repeat(8)], goTo: 'b' }] }),
        b: ask({ by: ['speech'], choices: [{ words: ['屋根の修理'.repeat(8)], goTo: 'end' }] }),
      }),
      'entry',
      'leads through 242 bytes of answers; at most 160 are allowed',
    ],
    [
      'more words than anybody listens to',
      withEnd({
        a: { kind: 'notice', say: 'ä'.repeat(600), goTo: 'b' },
        b: { kind: 'record', notice: 'x'.repeat(600), goTo: 'c' },
        c: ask({ prompt: 'x'.repeat(201) }),
      }),
      'entry',
      'leads through 2001 bytes of words; at most 2000 are allowed',
    ],
    ['too many nodes', chain(MAX_PLAN_NODES + 1), 'nodes', `are more than ${MAX_PLAN_NODES}`],
    [
      'a notice without a word',
      withEnd({ a: { kind: 'notice', goTo: 'end' } }),
      'nodes.a',
      'either says or plays something',
    ],
    [
      'a notice that says and plays',
      withEnd({ a: { kind: 'notice', say: 'x', play: 'https://a.example/b.mp3', goTo: 'end' } }),
      'nodes.a',
      'either says or plays something',
    ],
    [
      'hours that overlap',
      withEnd({
        a: {
          kind: 'branch',
          cases: [
            {
              when: {
                kind: 'hours',
                hours: {
                  zone: 'UTC',
                  windows: [
                    { days: [1, 2], fromMinute: 540, toMinute: 1020 },
                    { days: [2], fromMinute: 1000, toMinute: 1100 },
                  ],
                },
              },
              goTo: 'end',
            },
          ],
          otherwise: 'end',
        },
      }),
      'nodes.a.cases.0.when.hours.windows.1',
      'overlaps an earlier window on weekday 2',
    ],
    [
      'one key for two ways',
      withEnd({
        a: ask({
          choices: [
            { keys: '1', goTo: 'end' },
            { keys: '1', goTo: 'end' },
          ],
        }),
      }),
      'nodes.a.choices.1',
      '1 leads somewhere else already',
    ],
    [
      'keys where only speech is heard',
      withEnd({ a: ask({ by: ['speech'] }) }),
      'nodes.a.choices.0.keys',
      'nobody is asked to press a key',
    ],
    [
      'words where only keys are heard',
      withEnd({ a: ask({ choices: [{ words: ['roof'], goTo: 'end' }] }) }),
      'nodes.a.choices.0.words',
      'nobody is asked to speak',
    ],
    [
      'a choice of nothing',
      withEnd({ a: ask({ choices: [{ goTo: 'end' }] }) }),
      'nodes.a.choices.0',
      'is neither a key nor a word',
    ],
    [
      'a sound over plain HTTP',
      withEnd({ a: { kind: 'notice', play: 'http://a.example/b.mp3', goTo: 'end' } }),
      'nodes.a.play',
      'Invalid URL',
    ],
  ])('%s', (_name, given, field, message) => {
    const answer = plan.safeParse(given);
    expect(answer.error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toContainEqual([field, message]);
  });

  it('takes a plan without faults, at its longest too', () => {
    expect(faultsIn(MENU)).toEqual([]);
    expect(plan.safeParse(chain(MAX_PLAN_DEPTH)).success).toBe(true);
  });

  it('finds a node that two ways meet at to be no circle', () => {
    const diamond = withEnd({
      a: { kind: 'branch', cases: [{ when: { kind: 'withheld' }, goTo: 'b' }], otherwise: 'c' },
      b: { kind: 'notice', say: 'b', goTo: 'c' },
      c: { kind: 'notice', say: 'c', goTo: 'end' },
    });
    expect(plan.safeParse(diamond).error).toBeUndefined();
  });
});
