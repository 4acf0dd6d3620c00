import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { answersBytes, MAX_ANSWERS_BYTES } from '../../shared/catalog/answers.ts';
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
  it('keep what their channel adds, as the first opener gave it, and read back all else', async () => {
    await store.open(openOutcome('call_channel'), { call: { rev: 1 } });
    await store.open(openOutcome('call_channel'), { call: { rev: 9 } });
    expect((await item('call_channel'))?.call).toEqual({ rev: 1 });
    expect(await item('call_never')).toBeUndefined();
  });

  it.each([
    ['negative', { talkSeconds: -1 }],
    ['longer than a day', { totalSeconds: 86_401 }],
    ['a fraction', { talkSeconds: 1.5 }],
    ['no number', { talkSeconds: Number.NaN }],
    ['before time began', { startedAtMs: -5 }],
    [
      'too many answers',
      { answers: Object.fromEntries(Array.from({ length: 13 }, (_, index) => [`a${index}`, true])) },
    ],
    ['too long an answer', { answers: { role: 'x'.repeat(41) } }],
    ['too much said', { answers: Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, 'ü'.repeat(20)])) }],
    ['an answer without a name', { answers: { '': true } }],
  ])('refuses facts that are absurd (%s) and stores nothing of them', async (_name, over) => {
    await store.open(openOutcome('call_absurd'));
    await expect(store.settle('call_absurd', facts(over))).rejects.toThrow();
    expect((await item('call_absurd'))?.facts).toBeUndefined();
  });
});

const id = (prefix: string) => `${prefix}_${'x'.repeat(22)}`;

/** As long as an outcome gets. */
const long = (outcomeId: string) =>
  openOutcome(outcomeId, {
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

  it('stays under 1 KB through the verdict with all that answers may say, and gives them back', async () => {
    const answers = {
      seniority: 'x'.repeat(40),
      industry: 'y'.repeat(40),
      employees: 123_456,
      budget: 1e15,
      need: true,
    };
    const all = { ...answers, timeline: 'z'.repeat(10) };
    expect(answersBytes(all)).toBe(MAX_ANSWERS_BYTES);
    const outcome = await store.open({ ...long(id('lead')), model: 'lead' }, { lead: { vertical: 'v'.repeat(20) } });
    const settled = { ...outcome, facts: facts({ targetId: undefined, talkSeconds: undefined, answers: all }) };
    await store.settle(outcome.outcomeId, settled.facts);
    const seen = [...Object.values(all), 'US-IL', 12, 'exact'];
    await store.giveVerdict(settled, qualified(outcome.outcomeId, { marks: { held: '1'.repeat(10), seen } }));
    expect(itemBytes(await item(outcome.outcomeId))).toBeLessThanOrEqual(1_024);
    expect((await store.get(outcome.outcomeId))?.facts?.answers).toEqual(all);
  });

  it('stays under 1 KB with facts and answers from the start', async () => {
    const answers = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, 'x'.repeat(39)]));
    const seen = [...Object.values(answers), 'US-IL', 12, 'exact'];
    const over = facts({ targetId: undefined, talkSeconds: undefined, answers });
    const outcome = await store.open({ ...long(id('lead2')), model: 'lead' }, { lead: { in: 'v'.repeat(20) } }, over);
    await store.giveVerdict(
      { ...outcome, facts: over },
      qualified(outcome.outcomeId, { marks: { held: '1'.repeat(10), seen } }),
    );
    expect(itemBytes(await item(outcome.outcomeId))).toBeLessThanOrEqual(1_024);
  });

  it('stays under 1 KB through the verdict even with real ids and a visit full of text', async () => {
    const call = long(id('call'));
    const outcome = await store.open(call, { call: { sid: 'CA'.padEnd(34, '0'), more: 'm'.repeat(100) } });
    expect(itemBytes(await item(call.outcomeId))).toBeLessThanOrEqual(OPEN_BYTES);
    expect(outcome.attribution.visit?.visitId).toBe(id('visit'));
    const settled = { ...outcome, facts: facts({ targetId: id('target') }) };
    await store.settle(call.outcomeId, settled.facts);
    await store.giveVerdict(settled, qualified(call.outcomeId, { marks: { held: '1111111', seen: [95, 'US-IL', 4] } }));
    expect(itemBytes(await item(call.outcomeId))).toBeLessThanOrEqual(1_024);
  });
});
