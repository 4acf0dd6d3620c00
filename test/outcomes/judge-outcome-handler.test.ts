import type { SQSEvent } from 'aws-lambda';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { judgeHandler, WAIT_SECONDS } from '../../functions/outcomes/judge-outcome/handler.ts';
import type { Criterion } from '../../shared/catalog/criteria.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { dynamoJournal } from '../../shared/ledger/dynamo-journal.ts';
import { ledgerTable } from '../../shared/ledger/keys.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { terms } from '../ledger/samples.ts';
import { TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { facts, openOutcome } from './samples.ts';

const ZONE = 'America/New_York';
const CRITERIA: Criterion = {
  kind: 'all',
  of: [
    { kind: 'talk-time', minSeconds: 60 },
    { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'offer' } },
    { kind: 'customer', is: 'new' },
  ],
};

const client = testDocumentClient();
const metered = testDocumentClient();
const units = meter(metered);
const clock = new TestClock();
const sent: { message: unknown; delaySeconds: number | undefined }[] = [];
let tables: { outcomes: string; ledger: string };
let holdDays = 7;

beforeAll(async () => {
  tables = { outcomes: await createTable(outcomesTable), ledger: await createTable(ledgerTable) };
});

beforeEach(() => {
  sent.length = 0;
  holdDays = 7;
  clock.set(Date.UTC(2026, 2, 2, 15, 5));
});

function compose(over: { journal?: { post: () => Promise<never> } } = {}) {
  return judgeHandler({
    log: silentLog,
    again: {
      send: async (message, options) => {
        sent.push({ message, delaySeconds: options?.delaySeconds });
      },
    },
    judge: {
      outcomes: dynamoOutcomes(metered, tables.outcomes),
      history: dynamoPersonHistory(metered, tables.outcomes),
      customers: dynamoCustomers(metered, tables.outcomes),
      terms: { terms: async (ref) => terms({ ...ref, criteria: CRITERIA, holdDays }) },
      journal: verdictJournal({ book: dynamoJournal(metered, tables.ledger), clock, zone: ZONE }),
      clock,
      zone: ZONE,
      ...over,
    },
  });
}

const eventOf = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    receiptHandle: 'r',
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:outcomes',
    awsRegion: 'us-east-1',
  })),
});

const request = (outcomeId: string): string => JSON.stringify({ v: 1, outcomeId });

async function settled(outcomeId: string, publisherId: string, over = {}): Promise<void> {
  const store = dynamoOutcomes(client, tables.outcomes);
  const agreed = { offerId: 'offer_roof', offerVersion: 3, publisherId, dealVersion: 0 };
  await store.open(openOutcome(outcomeId, { terms: agreed }));
  await store.settle(outcomeId, facts(over));
}

async function entriesOf(publisherId: string): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const page of dynamoJournal(client, tables.ledger).allPages(publisherId)) all.push(...page);
  return all;
}

describe('judge-outcome', () => {
  it('judges and books for 4 write units: 3 for the verdict with its indexes, 1 for the entry', async () => {
    await settled('call_cost', 'pub_cost');
    units.reset();
    expect(await compose()(eventOf(request('call_cost')))).toEqual({ batchItemFailures: [] });
    expect(units.units.write).toBe(4);
    expect(units.units.read).toBeLessThanOrEqual(3);
    expect(await entriesOf('pub_cost')).toMatchObject([{ outcomeId: 'call_cost', payableDay: '2026-03-09' }]);
  });

  it('gives one verdict and one entry to twenty requests at once, and to one more a month later', async () => {
    await settled('call_many', 'pub_many');
    const handler = compose();
    const results = await Promise.all(Array.from({ length: 20 }, () => handler(eventOf(request('call_many')))));
    expect(results.flatMap((result) => result.batchItemFailures)).toEqual([]);
    const [entry] = await entriesOf('pub_many');
    clock.advance(30 * DAY_MS);
    expect(await handler(eventOf(request('call_many')))).toEqual({ batchItemFailures: [] });
    expect(await entriesOf('pub_many')).toEqual([entry]);
  });

  it('fails the unknown, the unfinished and the malformed alone; the rest of the batch is done', async () => {
    await settled('call_fine', 'pub_batch');
    await dynamoOutcomes(client, tables.outcomes).open(openOutcome('call_open'));
    const bodies = [
      request('call_never'),
      request('call_fine'),
      request('call_open'),
      '{"v":1',
      '{"v":2,"outcomeId":"call_fine"}',
      '{"v":1,"outcomeId":""}',
      '{"v":1,"outcomeId":"call_fine","verdict":"qualified"}',
    ];
    const { batchItemFailures } = await compose()(eventOf(...bodies));
    expect(batchItemFailures.map((failure) => failure.itemIdentifier).sort()).toEqual(
      ['m0', 'm2', 'm3', 'm4', 'm5', 'm6'].sort(),
    );
    expect(await entriesOf('pub_batch')).toHaveLength(1);
  });

  it('sends a posting whose day is closing round again, and books it in the next day once that is decided', async () => {
    holdDays = 0;
    await settled('call_late', 'pub_late');
    const cutOff = compose({ journal: { post: () => Promise.reject(new Error('cut off')) } });
    expect((await cutOff(eventOf(request('call_late')))).batchItemFailures).toHaveLength(1);

    clock.set(Date.UTC(2026, 2, 3, 5, 0) + 20 * MINUTE_MS);
    expect(await compose()(eventOf(request('call_late')))).toEqual({ batchItemFailures: [] });
    expect(sent).toEqual([{ message: { v: 1, outcomeId: 'call_late' }, delaySeconds: WAIT_SECONDS }]);
    expect(await entriesOf('pub_late')).toEqual([]);

    clock.advance(10 * MINUTE_MS);
    await Promise.all(Array.from({ length: 10 }, () => compose()(eventOf(request('call_late')))));
    expect(await entriesOf('pub_late')).toMatchObject([{ payableDay: '2026-03-03' }]);
  });

  it('rejects the second call of a person, and a customer whom the advertiser already has', async () => {
    const history = dynamoPersonHistory(client, tables.outcomes);
    const known = { offerId: 'offer_roof', advertiserId: 'adv_acme' };
    const startedAtMs = facts().startedAtMs - DAY_MS;
    await history.note('person_twice', { outcomeId: 'call_before', startedAtMs, ...known });
    await dynamoCustomers(client, tables.outcomes).add('adv_acme', ['person_known']);
    await settled('call_twice', 'pub_rules', { personHash: 'person_twice' });
    await settled('call_known', 'pub_rules', { personHash: 'person_known' });
    await settled('call_withheld', 'pub_rules', { personHash: undefined });
    await compose()(eventOf(...['call_twice', 'call_known', 'call_withheld'].map(request)));
    const store = dynamoOutcomes(client, tables.outcomes);
    const marks = async (outcomeId: string) => (await store.get(outcomeId))?.verdict?.marks;
    expect(await marks('call_twice')).toEqual({ held: '01011', seen: [95, 1, 'new'] });
    expect(await marks('call_known')).toEqual({ held: '01100', seen: [95, false, 'existing'] });
    expect(await marks('call_withheld')).toEqual({ held: '01100', seen: [95, false, null] });
    expect(await entriesOf('pub_rules')).toEqual([]);
  });
});
