import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { rebuildHandler } from '../../functions/reporting/rebuild-facts/handler.ts';
import { DAY_MS, fromIso, HOUR_MS } from '../../shared/kernel/time.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { reportFeedback } from '../../shared/ledger/report-feedback.ts';
import { dynamoOutcomeErasure } from '../../shared/outcomes/dynamo-outcome-erasure.ts';
import { STARTED_MS } from '../outcomes/samples.ts';
import { silentLog } from '../support/log.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const DAY = '2026-03-02';

let world: ReportWorld;
beforeEach(async () => {
  world = await reportWorld();
  for (const outcomeId of ['call_1', 'call_2', 'call_3']) await world.qualify(outcomeId);
});

async function rebuild() {
  const counted: [string, number | undefined][] = [];
  const noted: unknown[] = [];
  const log = { ...silentLog, error: (_message: unknown, ...fields: unknown[]) => void noted.push(...fields) };
  const count = (name: string, times?: number) => void counted.push([name, times]);
  return { answer: await rebuildHandler({ ...world.reports, count, log })({}), counted, noted };
}

it('passes over an item that it can’t read, says which, and keeps all others', async () => {
  const item = (await world.items()).find(({ pk, sk }) => pk === 'OUT#call_2' && sk === 'OUT');
  const store = (Item: object) => world.client.send(new PutCommand({ TableName: world.outcomesName, Item }));
  await store({ ...item, currency: 7 });
  const { answer, counted, noted } = await rebuild();
  expect(answer).toMatchObject({ unreadable: 1, next: undefined });
  expect(counted).toEqual([['FactUnreadable', 1]]);
  expect(noted).toEqual([{ item: 'OUT#call_2 OUT' }]);
  expect(await world.kept(DAY)).toHaveLength(2);
  await store({ ...item });
  expect((await rebuild()).counted).toEqual([]);
  expect(await world.kept(DAY)).toHaveLength(3);
});

it('fails where an item can’t be kept now, so that it is made again', async () => {
  const facts = { ...world.reports.facts, keep: () => Promise.reject(new Error('throttled')) };
  await expect(rebuildHandler({ ...world.reports, facts })({})).rejects.toThrow('throttled');
});

describe('after a person was erased', () => {
  const PAGE = { utm_source: 'news', utm_campaign: 'spring', utm_term: 'new roof' };
  const group = { source: 'news', campaign: 'spring', term: 'new roof' };
  const correct = (causeId: string) => {
    const part = { action: 'change', chargeMinor: -500n, payoutMinor: -300n, currency: 'USD' } as const;
    return adjustOutcome(world.deps, { ...part, outcomeId: 'call_4', reason: 'short' }, causeId);
  };
  const erase = () =>
    dynamoOutcomeErasure(world.client, world.outcomesName).erase('call_4', { kind: 'gone' }, STARTED_MS + DAY_MS);

  beforeEach(async () => {
    const visit = { visitId: 'visit_4', atMs: STARTED_MS, params: PAGE };
    await world.qualify('call_4', { attribution: { confidence: 'exact', visit } });
    await correct('cause_1');
    await reportFeedback({ ...world.deps, feedback: world.feedback }, 'adv_acme', 'call_4', { result: 'unsold' });
  });

  it('is the same to the byte, whether the stream or a rebuild tells of it', async () => {
    await world.tell(await world.items());
    const before = await world.kept(DAY);
    expect(before.filter(({ campaign }) => campaign === 'spring')).toHaveLength(3);
    await erase();
    await world.tell(await world.items());
    expect(await world.kept(DAY)).toEqual(before);
    await rebuild();
    expect(await world.kept(DAY)).toEqual(before);
  });

  it('counts what is told later under the campaign that the outcome came from', async () => {
    await world.tell(await world.items());
    await erase();
    await correct('cause_2');
    await world.tell(await world.items());
    const corrections = (await world.kept(DAY)).filter(({ kind }) => kind === 'correction');
    expect(corrections).toMatchObject([group, group]);
  });

  it('knows the verdict and its money even where its fact was lost', async () => {
    await erase();
    await rebuild();
    const kept = (await world.kept(DAY)).filter(({ outcomeId }) => outcomeId === 'call_4');
    expect(kept).toMatchObject([
      { kind: 'correction', source: 'unknown', chargeMinor: -500 },
      { kind: 'report', source: 'unknown', result: 'unsold' },
      { kind: 'verdict', source: 'unknown', chargeMinor: 4_500 },
    ]);
  });

  it('gives way to the whole verdict of the same batch, in whatever order they are told', async () => {
    const whole = (await world.items()).filter(({ pk, sk }) => pk === 'OUT#call_4' && sk === 'OUT');
    await erase();
    const erased = (await world.items()).filter(({ pk, sk }) => pk === 'OUT#call_4' && sk === 'OUT');
    await world.tell([...erased, ...whole]);
    await world.tell(erased);
    expect(await world.kept(DAY)).toMatchObject([group]);
  });
});

describe('each night', () => {
  const NIGHT = fromIso('2026-03-03T10:15:00Z'); // 05:15 in New York

  /** A table of so many pages, each with one outcome or none; `read` says which were. */
  function pagesOf(count: number) {
    const read: string[] = [];
    const page = async (after: string | undefined) => {
      const at = Number(after ?? 0);
      read.push(String(at));
      return { items: [], next: at + 1 < count ? String(at + 1) : undefined };
    };
    return { items: { page }, read };
  }
  const call = (more: object) => rebuildHandler({ ...world.reports, ...more })({ time: '2026-03-03T10:15:00Z' });

  it('begins at its hour, once, and again the next night', async () => {
    const { items, read } = pagesOf(1);
    for (const [hours, rounds] of [
      [-1, 1],
      [0, 2],
      [1, 2],
      [23, 2],
      [24, 3],
    ] as const) {
      world.clock.set(NIGHT + hours * HOUR_MS);
      await call({ items });
      expect([hours, read.length]).toEqual([hours, rounds]);
    }
  });

  it('goes on in the next hour where its time was over, until all of it was read, and before a new round', async () => {
    world.clock.set(NIGHT);
    const { items, read } = pagesOf(65);
    // Each twenty pages take six minutes, so a call has time for forty.
    const page = (after: string | undefined) => {
      world.clock.advance(18_000);
      return items.page(after);
    };
    const slow = { page };
    expect(await call({ items: slow })).toMatchObject({ next: '40' });
    world.clock.set(NIGHT + 25 * HOUR_MS);
    expect(await call({ items: slow })).toMatchObject({ next: undefined });
    expect(read).toEqual(Array.from({ length: 65 }, (_, page) => String(page)));
    world.clock.set(NIGHT + 26 * HOUR_MS);
    expect(await call({ items: slow })).toMatchObject({ next: '40' });
  });

  it('goes on after what was noted where a call died', async () => {
    world.clock.set(NIGHT);
    const { items, read } = pagesOf(45);
    const dying = (after?: string) => (after === '31' ? Promise.reject(new Error('throttled')) : items.page(after));
    await expect(call({ items: { page: dying } })).rejects.toThrow('throttled');
    read.length = 0;
    expect(await call({ items })).toMatchObject({ next: undefined });
    expect(read[0]).toBe('20');
    expect(read).toHaveLength(25);
  });

  it('keeps the facts, whatever was begun by hand', async () => {
    world.clock.set(NIGHT);
    expect(await call({})).toMatchObject({ unreadable: 0, next: undefined });
    const before = await world.kept(DAY);
    expect(before).toHaveLength(3);
    expect(await call({})).toBeUndefined();
    expect(await rebuildHandler(world.reports)({})).toMatchObject({ next: undefined });
    expect(await world.kept(DAY)).toEqual(before);
  });
});
