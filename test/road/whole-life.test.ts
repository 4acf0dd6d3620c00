import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { dynamoLiveCalls } from '../../shared/calls/live/dynamo-live-calls.ts';
import { dynamoWatches } from '../../shared/calls/live/dynamo-watches.ts';
import { lookedAt } from '../../shared/calls/live/watch.ts';
import { outcomeIdOf } from '../../shared/calls/outcome-id.ts';
import { dynamoPlans } from '../../shared/calls/routing/plan/dynamo-plans.ts';
import { HOUR_MS } from '../../shared/kernel/time.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import { outcomeKey } from '../../shared/outcomes/keys.ts';
import { CATALOG_CACHE_MS } from '../../shared/platform/cache.ts';
import { MENU } from '../calls/plans/fixture.ts';
import { TestClock } from '../support/clock.ts';
import { documentClientAt } from '../support/tables-at.ts';
import { callEnds, comesIn, dialEnds, legEnds, PATHS, presses, recordingIsReady } from './call-forms.ts';
import { askForNumber, deliver, PUBLISHED, postForm } from './requests.ts';
import { type RoadWorld, roadWorld } from './world.ts';

const LIFE_WRITE_UNITS = 12;
const clock = new TestClock();
let road: RoadWorld;
let visits = 0;

beforeAll(async () => {
  road = await roadWorld({ endpoint: inject('dynamoEndpoint'), numbers: 20, clock });
});

/** What queues [call-events] and [outcomes] do, until both are empty. */
async function drain(): Promise<void> {
  for (let rounds = 0; rounds < 10 && road.calls.length > 0; rounds += 1)
    await deliver(road.handlers.settle, road.calls.splice(0));
  const judging = road.judging.splice(0);
  if (judging.length > 0) await deliver(road.handlers.judge, judging);
}

/** What the stream of the outcomes does: tells the counters of the item as it is now. */
async function stream(outcomeId: string): Promise<void> {
  const plain = documentClientAt(road.endpoint);
  const { pk, sk } = outcomeKey(outcomeId);
  const { Item } = await plain.send(
    new GetItemCommand({ TableName: road.tables.outcomes, Key: { pk: { S: pk }, sk: { S: sk } } }),
  );
  const record = { eventName: 'MODIFY', dynamodb: { SequenceNumber: '1', NewImage: Item } } as DynamoDBRecord;
  expect(await road.handlers.count({ Records: [record] })).toEqual({ batchItemFailures: [] });
}

interface Life {
  readonly callSid: string;
  readonly from: string;
  /** Calls the number that every page shows before the tag has its own: nobody's lease. */
  readonly isStatic?: boolean;
  readonly isRecorded?: boolean;
  /** Pressed when asked. */
  readonly keys?: string;
}

/** The write units of the page view, and of the call from its answer to its report. */
async function liveThrough(life: Life) {
  road.resetUnits();
  visits += 1;
  const number = life.isStatic ? PUBLISHED : (await askForNumber(road.handlers.assign, visits)).number;
  const pageView = road.units.write;
  const call = { ...life, to: number };
  clock.advance(5_000);
  const { body = '' } = await postForm(road.handlers.answer, PATHS.voice, comesIn(call));
  const question = /choice\?at=[\w-]+/.exec(body)?.[0];
  if (question) await postForm(road.handlers.choose, `/carriers/twilio/${question}`, presses(call, life.keys ?? ''));
  await drain();
  clock.advance(100_000);
  await postForm(road.handlers.receive, PATHS.status, legEnds(call));
  await postForm(road.handlers.dial, PATHS.dial, dialEnds(call));
  await drain();
  await postForm(road.handlers.receive, PATHS.status, callEnds(call));
  await drain();
  if (life.isRecorded) await postForm(road.handlers.receive, PATHS.recording, recordingIsReady(call));
  await drain();
  const outcomeId = outcomeIdOf('twilio', life.callSid);
  await stream(outcomeId);
  clock.advance(HOUR_MS);
  // What was set to look after the call rings in vain.
  road.calls.push(...road.reminders.splice(0));
  await drain();
  return { outcomeId, pageView, call: road.units.write - pageView };
}

const entries = async (): Promise<readonly Entry[]> => {
  const all: Entry[] = [];
  for await (const page of dynamoJournal(road.client, road.tables.ledger).allPages('pub_1')) all.push(...page);
  return all;
};

const balanceOf = (entry: Entry | undefined) => entry?.postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

describe('a call’s whole life', () => {
  it('costs one write unit for the page view, and 12 from the answer to verdict, journal and report', async () => {
    await liveThrough({ callSid: 'CAwarm', from: '+13125550100' });
    const { outcomeId, pageView, call } = await liveThrough({ callSid: 'CAplain', from: '+13125550142' });
    expect(pageView).toBe(1);
    expect(call).toBeGreaterThanOrEqual(8);
    expect(call).toBeLessThanOrEqual(LIFE_WRITE_UNITS);
    expect(await road.outcomes.get(outcomeId)).toMatchObject({
      state: 'qualified',
      attribution: { confidence: 'exact' },
      facts: { talkSeconds: 95, totalSeconds: 130, region: 'US-IL' },
    });
    const booked = (await entries()).filter((entry) => entry.outcomeId === outcomeId);
    expect(booked).toHaveLength(1);
    expect(balanceOf(booked[0])).toBe(0n);
  });

  it('costs 12 with a recording as well, where no lease has to be held for its caller', async () => {
    const life = { callSid: 'CArecorded', from: '+13125550143', isStatic: true, isRecorded: true };
    const { outcomeId, pageView, call } = await liveThrough(life);
    expect(pageView).toBe(0);
    expect(call).toBeGreaterThanOrEqual(8);
    expect(call).toBeLessThanOrEqual(LIFE_WRITE_UNITS);
    expect(await road.outcomes.get(outcomeId)).toMatchObject({
      state: 'qualified',
      attribution: { confidence: 'source' },
    });
    expect((await entries()).filter((entry) => entry.outcomeId === outcomeId)).toHaveLength(1);
  });

  it('costs one more where its caller was asked first, and the key that was pressed is judged', async () => {
    await dynamoPlans(road.client, road.tables.catalog).set('offer_1', { plan: MENU, version: 1 }, 0);
    clock.advance(CATALOG_CACHE_MS);
    await liveThrough({ callSid: 'CAwarm2', from: '+13125550144', keys: '1' });
    const { outcomeId, call } = await liveThrough({ callSid: 'CAasked', from: '+13125550145', keys: '1' });
    expect(call).toBeLessThanOrEqual(LIFE_WRITE_UNITS + 1);
    expect(await road.outcomes.get(outcomeId)).toMatchObject({
      state: 'qualified',
      attribution: { confidence: 'exact' },
      facts: { talkSeconds: 95, answers: { menu: '1' }, targetId: 'target_1' },
    });
    expect((await entries()).filter((entry) => entry.outcomeId === outcomeId)).toHaveLength(1);
  });

  it('costs two more where its advertiser looks at its calls on the line', async () => {
    const watches = dynamoWatches(road.client, road.tables.catalog);
    await watches.keep('adv_1', lookedAt(undefined, clock.nowMs()));
    clock.advance(CATALOG_CACHE_MS);
    await dynamoPlans(road.client, road.tables.catalog).set('offer_1', { version: 2 }, 1);
    const { outcomeId, call } = await liveThrough({ callSid: 'CAlooked', from: '+13125550146' });
    expect(call).toBe(LIFE_WRITE_UNITS + 2);
    expect(await road.outcomes.get(outcomeId)).toMatchObject({ state: 'qualified' });
    const live = dynamoLiveCalls(road.client, road.tables.outcomes);
    expect((await live.list({ advertiserId: 'adv_1', fromMs: 0 }, { limit: 10 })).items).toEqual([]);
  });
});
