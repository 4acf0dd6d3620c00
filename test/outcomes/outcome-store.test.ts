import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import type { OutcomeStore } from '../../shared/outcomes/ports.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { memoryOutcomes } from './fakes.ts';
import { facts, openOutcome, qualified } from './samples.ts';

const stores: [string, () => Promise<OutcomeStore>][] = [
  ['on the engine', async () => dynamoOutcomes(testDocumentClient(), await createTable(outcomesTable))],
  ['in memory', async () => memoryOutcomes()],
];

/** What judging and the channels rely on; the fake of the simulations keeps the same promises as the table. */
describe.each(stores)('outcomes %s', (_name, create) => {
  let store: OutcomeStore;

  beforeAll(async () => {
    store = await create();
  });

  it('opens once: the second opener gets the outcome as it stands', async () => {
    const first = await store.open(openOutcome('call_a'));
    await store.settle('call_a', facts());
    const second = await store.open(openOutcome('call_a', { openedAtMs: 5 }));
    expect(first).toMatchObject(openOutcome('call_a'));
    expect(second).toMatchObject({ ...openOutcome('call_a'), state: 'open', facts: facts() });
  });

  it('takes the facts of what is over as it begins, once', async () => {
    const first = await store.open(openOutcome('lead_f', { model: 'lead' }), {}, facts());
    const second = await store.open(openOutcome('lead_f', { model: 'lead' }), {}, facts({ region: 'US-TX' }));
    expect([first.facts, second.facts]).toEqual([facts(), facts()]);
    expect(await store.giveVerdict({ ...first, facts: facts() }, qualified('lead_f'))).toEqual(qualified('lead_f'));
  });

  it('is opened by exactly one of many racers, and all see the same outcome', async () => {
    const opened = await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.open(openOutcome('call_race', { openedAtMs: index }))),
    );
    expect(new Set(opened.map((outcome) => outcome.openedAtMs)).size).toBe(1);
  });

  it('reads back all it was given', async () => {
    await store.open(openOutcome('call_back'));
    await store.settle('call_back', facts());
    await store.giveVerdict({ ...openOutcome('call_back'), state: 'open', facts: facts() }, qualified('call_back'));
    expect(await store.get('call_back')).toEqual({
      ...openOutcome('call_back'),
      attribution: { ...openOutcome('x').attribution, source: undefined },
      state: 'qualified',
      facts: facts(),
      verdict: qualified('call_back'),
    });
  });

  it('knows nothing of an outcome nobody opened', async () => {
    expect(await store.get('call_never')).toBeUndefined();
    expect(await store.settle('call_never', facts())).toBe('unknown');
  });

  it('keeps the first verdict, whoever comes later, and takes no facts after it', async () => {
    const outcome = { ...(await store.open(openOutcome('call_v'))), facts: facts() };
    await store.settle('call_v', facts());
    const rejected = { state: 'rejected', judgedAtMs: 1_000, marks: { held: '0', seen: [3] } } as const;
    const verdicts = await Promise.all([
      store.giveVerdict(outcome, qualified('call_v')),
      ...Array.from({ length: 5 }, () => store.giveVerdict(outcome, rejected)),
    ]);
    const stands = (await store.get('call_v'))?.verdict;
    for (const verdict of verdicts) expect(verdict).toEqual(stands);
    expect(await store.settle('call_v', facts({ talkSeconds: 1 }))).toBe('judged');
    expect((await store.get('call_v'))?.facts).toEqual(facts());
  });

  it('gives no verdict on facts that changed meanwhile, nor before there are any', async () => {
    const outcome = { ...(await store.open(openOutcome('call_f'))), facts: facts() };
    await expect(store.giveVerdict(outcome, qualified('call_f'))).rejects.toMatchObject({ kind: 'conflict' });
    await store.settle('call_f', facts({ talkSeconds: 5 }));
    await expect(store.giveVerdict(outcome, qualified('call_f'))).rejects.toMatchObject({ kind: 'conflict' });
    expect((await store.get('call_f'))?.state).toBe('open');
  });

  it('moves a posting key once; the loser of the race learns the winner’s day', async () => {
    const outcome = { ...(await store.open(openOutcome('call_m'))), facts: facts() };
    await store.settle('call_m', facts());
    const posting = (await store.giveVerdict(outcome, qualified('call_m'))).booking?.posting;
    if (!posting) throw new Error('no posting');
    const days = ['2026-03-10', '2026-03-11', '2026-03-12'];
    const moved = await Promise.all(days.map((day) => store.movePosting('call_m', posting, day)));
    expect(new Set(moved.map((key) => key.payableDay)).size).toBe(1);
    expect((await store.get('call_m'))?.verdict?.booking?.posting).toEqual(moved[0]);
  });
});
