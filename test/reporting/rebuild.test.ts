import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { rebuildHandler } from '../../functions/reporting/rebuild-facts/handler.ts';
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
