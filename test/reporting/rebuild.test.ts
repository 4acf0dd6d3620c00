import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { rebuildHandler } from '../../functions/reporting/rebuild-facts/handler.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
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
