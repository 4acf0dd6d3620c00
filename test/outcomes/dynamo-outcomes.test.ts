import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { itemBytes, OPEN_BYTES } from '../../shared/outcomes/fit-item.ts';
import { outcomeKey, outcomesTable } from '../../shared/outcomes/keys.ts';
import type { OutcomeStore } from '../../shared/outcomes/ports.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { facts, openOutcome, qualified } from './samples.ts';

const client = testDocumentClient();
const metered = testDocumentClient();
const units = meter(metered);
let table: string;
let store: OutcomeStore;

beforeAll(async () => {
  table = await createTable(outcomesTable);
  store = dynamoOutcomes(metered, table);
});

const item = async (outcomeId: string) =>
  (await client.send(new GetCommand({ TableName: table, Key: outcomeKey(outcomeId) }))).Item;

describe('outcomes on the engine', () => {
  it('opens once: the second opener gets the outcome as it stands', async () => {
    const first = await store.open(openOutcome('call_a'), { call: { rev: 1 } });
    await store.settle('call_a', facts());
    const second = await store.open(openOutcome('call_a', { openedAtMs: 5 }), { call: { rev: 9 } });
    expect(first).toMatchObject(openOutcome('call_a'));
    expect(second).toMatchObject({ ...openOutcome('call_a'), state: 'open', facts: facts() });
    expect((await item('call_a'))?.call).toEqual({ rev: 1 });
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
    expect(await item('call_never')).toBeUndefined();
  });

  it.each([
    ['negative', { talkSeconds: -1 }],
    ['longer than a day', { totalSeconds: 86_401 }],
    ['a fraction', { talkSeconds: 1.5 }],
    ['no number', { talkSeconds: Number.NaN }],
    ['before time began', { startedAtMs: -5 }],
  ])('refuses facts that are absurd (%s) and stores nothing of them', async (_name, over) => {
    await store.open(openOutcome('call_absurd'));
    await expect(store.settle('call_absurd', facts(over))).rejects.toThrow();
    expect((await item('call_absurd'))?.facts).toBeUndefined();
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

describe('what it costs', () => {
  it('opens for 1 write unit, settles for 1, judges for 3 with both indexes, moves for 1', async () => {
    const channel = { call: { rev: 1, sid: `CA${'0'.repeat(32)}`, number: '+12175550142', target: 'target_1' } };
    units.reset();
    const outcome = { ...(await store.open(openOutcome('call_cost'), channel)), facts: facts() };
    expect(units.units.write).toBe(1);
    await store.settle('call_cost', facts());
    expect(units.units.write).toBe(2);
    const { booking } = await store.giveVerdict(outcome, qualified('call_cost'));
    expect(units.units.write).toBe(5);
    if (booking) await store.movePosting('call_cost', booking.posting, '2026-03-12');
    expect(units.units).toMatchObject({ write: 6, read: 0 });
    expect(itemBytes(await item('call_cost'))).toBeLessThanOrEqual(1_024);
  });

  it('stays under 1 KB through the verdict even with real ids and a visit full of text', async () => {
    const id = (prefix: string) => `${prefix}_${'x'.repeat(22)}`;
    const long = openOutcome(id('call'), {
      advertiserId: id('adv'),
      terms: { offerId: id('offer'), offerVersion: 12, publisherId: id('pub'), dealVersion: 3 },
      attribution: {
        confidence: 'ambiguous',
        visit: {
          visitId: id('visit'),
          atMs: Date.UTC(2026, 2, 2),
          url: `https://example.com/${'u'.repeat(200)}`,
          referrer: `https://example.org/${'r'.repeat(200)}`,
          params: { utm_source: 's'.repeat(60), gclid: 'g'.repeat(90) },
        },
      },
    });
    const outcome = await store.open(long, { call: { sid: 'CA'.padEnd(34, '0'), more: 'm'.repeat(100) } });
    expect(itemBytes(await item(long.outcomeId))).toBeLessThanOrEqual(OPEN_BYTES);
    expect(outcome.attribution.visit?.visitId).toBe(id('visit'));
    const settled = { ...outcome, facts: facts({ targetId: id('target') }) };
    await store.settle(long.outcomeId, settled.facts);
    await store.giveVerdict(settled, qualified(long.outcomeId, { marks: { held: '1111111', seen: [95, 'US-IL', 4] } }));
    expect(itemBytes(await item(long.outcomeId))).toBeLessThanOrEqual(1_024);
  });
});
