import { GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type AnswerCounts, answeredBps, countsWith, type Heard } from '../../shared/calls/answer-counts.ts';
import { dynamoCapacity } from '../../shared/calls/dynamo-capacity.ts';
import { dynamoTargetStates } from '../../shared/calls/dynamo-target-states.ts';
import { capacityKey } from '../../shared/calls/keys.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { leasesTable } from '../../shared/tracking/keys.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const ZONE = 'America/New_York';
const WEEK_MS = 7 * DAY_MS;
/** The first instant of a counted week. */
const START = Math.ceil(Date.UTC(2026, 2, 2) / WEEK_MS) * WEEK_MS;

const counted = (...heard: readonly Heard[]): AnswerCounts | undefined =>
  heard.reduce<AnswerCounts | undefined>((seen, each) => countsWith(seen, each), undefined);

const times = (count: number, answered: boolean, atMs = START): Heard[] => Array(count).fill({ answered, atMs });

const share = (nowMs: number, ...heard: readonly Heard[]): number | undefined =>
  answeredBps(
    [counted(...heard)].flatMap((each) => each ?? []),
    nowMs,
  );

describe('the share of calls that a target answers', () => {
  it.each([
    ['nothing is known of a newcomer', START, [], undefined],
    ['all answered is all', START, times(20, true), 10_000],
    ['one missed call makes nobody a stranger', START, times(1, false), 8_333],
    ['five missed ones halve the price', START, times(5, false), 5_000],
    ['half of many is about half', START, [...times(100, true), ...times(100, false)], 5_122],
    ['a week later it counts in full still', START + WEEK_MS, times(5, false), 5_000],
    ['and fades as that week passes', START + 1.5 * WEEK_MS, times(5, false), 6_667],
    ['until it is forgotten', START + 2 * WEEK_MS, times(5, false), undefined],
    [
      'a late clock brings no week back',
      START + WEEK_MS,
      [...times(5, true, START + WEEK_MS), ...times(5, false)],
      6_667,
    ],
  ])('%s', (_what, nowMs, heard, expected) => {
    expect(share(nowMs, ...heard)).toBe(expected);
  });

  it('is never above all nor below nothing, and one more answer never lowers it', () => {
    const calls = fc.array(
      fc.record({ answered: fc.boolean(), atMs: fc.integer({ min: START, max: START + 4 * WEEK_MS }) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(calls, fc.integer({ min: 0, max: 3 * WEEK_MS }), (heard, later) => {
        const nowMs = Math.max(START, ...heard.map(({ atMs }) => atMs)) + later;
        const before = share(nowMs, ...heard) ?? 10_000;
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThanOrEqual(10_000);
        expect(share(nowMs, ...heard, { answered: true, atMs: nowMs })).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

describe('counting answers on the engine', () => {
  const client = testDocumentClient();
  let table: string;
  beforeAll(async () => {
    table = await createTable(leasesTable);
  });

  const countsOf = async (targetId: string) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: capacityKey(targetId) }));
    return Item?.answers;
  };

  it('costs nothing beside the place that is given back, and counts a call once', async () => {
    const own = testDocumentClient();
    const { units, reset } = meter(own);
    const capacity = dynamoCapacity(own, table, ZONE);
    const target = { targetId: 'once', maxConcurrent: 9 };
    for (const call of ['a', 'b', 'c']) await capacity.reserve(target, call, START);
    reset();
    await capacity.release('once', 'a', { answered: true, atMs: START });
    await capacity.release('once', 'b', { answered: false, atMs: START });
    expect(units).toEqual({ read: 0, write: 2, requests: 2 });
    await capacity.release('once', 'a', { answered: true, atMs: START });
    await capacity.release('once', 'c');
    expect(await countsOf('once')).toMatchObject({ o: 2, a: 1 });
  });

  it('counts all of many at once, also where a week begins with them, and frees every place', async () => {
    const capacity = dynamoCapacity(client, table, ZONE);
    const target = { targetId: 'week', maxConcurrent: 60 };
    const calls = Array.from({ length: 20 }, (_, index) => `call_${index}`);
    for (const call of calls) await capacity.reserve(target, call, START);
    const heard = { answered: true, atMs: START + WEEK_MS };
    await Promise.all(calls.map((call) => capacity.release('week', call, heard)));
    expect(await countsOf('week')).toMatchObject({ o: 20, a: 20 });
    const states = await dynamoTargetStates(client, table, ZONE).read([{ targetId: 'week' }], START + WEEK_MS);
    expect(states.get('week')).toMatchObject({ live: 0, answeredBps: 10_000 });
  });

  it('counts those of a target that promises nothing, told twice in a row once', async () => {
    const capacity = dynamoCapacity(client, table, ZONE);
    for (const call of ['a', 'a', 'b']) {
      await capacity.noteHeard('open', call, { answered: call === 'a', atMs: START });
    }
    expect(await countsOf('open')).toMatchObject({ o: 2, a: 1 });
    expect(await capacity.reserve({ targetId: 'open', maxConcurrent: 1 }, 'c', START)).toBe('reserved');
  });
});
