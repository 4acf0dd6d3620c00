import { isDeepStrictEqual } from 'node:util';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { countVisitsHandler } from '../../functions/reporting/count-visits/handler.ts';
import { handlerOf as reportHandler } from '../../functions/reporting/get-report/handler.ts';
import { MINUTE_MS, SECOND_MS } from '../../shared/kernel/time.ts';
import { dynamoClicks } from '../../shared/reporting/clicks/dynamo-clicks.ts';
import { dynamoFacts } from '../../shared/reporting/dynamo-facts.ts';
import { dynamoNames } from '../../shared/reporting/dynamo-names.ts';
import { dynamoPlacements } from '../../shared/reporting/dynamo-placements.ts';
import { dynamoVisits } from '../../shared/reporting/dynamo-visits.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { api } from '../outcomes/api-world.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { type TrackingWorld, trackingWorld } from '../tracking/world.ts';

const ZONE = 'America/New_York';
const page = (query = '', referrer?: string) => ({ url: `https://roofs.example/?${query}`, referrer });
const ask = (query = '') => ({ key: 'tag_1', number: '(217) 555-9999', page: page(query) });
const RADIO = '+12175558888';

type Item = Record<string, unknown>;

/** What the page's requests change, as the stream of the leases tells it. */
async function watched(world: TrackingWorld) {
  const records: DynamoDBRecord[] = [];
  let known = new Map<string, Item>();
  const read = async () => {
    const { Items = [] } = await world.client.send(new ScanCommand({ TableName: world.leaseTable }));
    return new Map(Items.map((item) => [`${item.pk} ${item.sk}`, item as Item]));
  };
  known = await read();
  return {
    records,
    /** Everything that changed since the last look. */
    async look(): Promise<void> {
      const now = await read();
      for (const [key, item] of now) {
        const before = known.get(key);
        if (isDeepStrictEqual(before, item)) continue;
        const images = { NewImage: marshall(item), ...(before && { OldImage: marshall(before) }) };
        records.push({ dynamodb: { SequenceNumber: `s${records.length}`, ...images } } as DynamoDBRecord);
      }
      known = now;
    },
  };
}

async function counting(world: TrackingWorld) {
  const client = testDocumentClient();
  const reportsName = await createTable(reportsTable);
  const deps = {
    ...api,
    facts: dynamoFacts(client, reportsName),
    visits: dynamoVisits(client, reportsName),
    clicks: dynamoClicks(client, reportsName, ZONE),
    names: dynamoNames(client, world.catalog),
    placements: dynamoPlacements(client, world.catalog, world.clock),
    zone: ZONE,
    log: silentLog,
  };
  const handle = countVisitsHandler(deps);
  const day = new Date(world.clock.nowMs()).toISOString().slice(0, 10);
  return {
    ...meter(client),
    tell: (told: readonly DynamoDBRecord[]) => handle({ Records: [...told] }),
    async report(query: Record<string, string> = {}, key = 'operator') {
      const { status, json } = await callApi(reportHandler(deps), { key, query: { from: day, to: day, ...query } });
      expect(status).toBe(200);
      return json;
    },
    async kept(): Promise<Item[]> {
      const { Items = [] } = await client.send(new ScanCommand({ TableName: reportsName, ConsistentRead: true }));
      return Items.sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
    },
  };
}

let world: TrackingWorld;
let stream: Awaited<ReturnType<typeof watched>>;
let counts: Awaited<ReturnType<typeof counting>>;

beforeEach(async () => {
  world = await trackingWorld({ numbers: 3 });
  stream = await watched(world);
  counts = await counting(world);
});

const assign = async (body: object): Promise<{ kind: string; token: string }> => {
  const answer = await world.assign(body);
  expect(answer.status).toBe(200);
  await stream.look();
  return answer.body;
};

/** Three visits get a number of their own, two find none, and one lands on a page with a static number. */
async function aMorning(): Promise<void> {
  for (const campaign of ['spring', 'spring', 'autumn']) {
    await assign(ask(`utm_source=news&utm_campaign=${campaign}&utm_medium=email&utm_term=roof&utm_content=top`));
    world.clock.advance(4 * SECOND_MS);
  }
  for (const click of ['1', '2']) expect((await assign(ask(`click=${click}`))).kind).toBe('fallback');
  const owned = { publisherId: 'pub_1', offerId: 'offer_1' };
  await world.setup.numbers.addStatic({ kind: 'static', number: RADIO, source: 'radio', ...owned });
  expect((await assign({ ...ask(), number: RADIO })).kind).toBe('source');
}

describe('visits in reports', () => {
  it('are counted where their calls will be: by source, campaign and hour', async () => {
    await aMorning();
    expect(await counts.tell(stream.records)).toEqual({ batchItemFailures: [] });
    const { rows, total } = await counts.report({ groupBy: 'source,campaign,term' });
    expect(total.counts).toMatchObject({ visits: 6, fallbacks: 2, calls: 0 });
    expect(
      rows.map(({ group, counts: { visits } }: { group: Item; counts: Item }) => [...Object.values(group), visits]),
    ).toEqual([
      ['news', 'autumn', 'roof', 1],
      ['news', 'spring', 'roof', 2],
      ['radio', '', '', 1],
      ['website', '', '', 2],
    ]);
    expect(total.kpis).toContainEqual({ id: 'fallbackRate', value: 2 / 6 });
    expect((await counts.report({ groupBy: 'offer,advertiser,publisher' })).rows).toMatchObject([
      { group: { offer: 'offer_1', advertiser: 'adv_1', publisher: 'pub_1' }, counts: { visits: 6 } },
    ]);
    expect((await counts.report({ campaign: 'spring', medium: 'email' })).total.counts.visits).toBe(2);
    expect((await counts.report({}, 'other')).total.counts.visits).toBe(0);
  });

  it('begin once: who renews, comes back, reads on or asks again is no new one', async () => {
    const first = await assign(ask('utm_source=news'));
    world.clock.advance(5 * MINUTE_MS);
    expect((await world.renew({ key: 'tag_1', token: first.token })).status).toBe(200);
    await stream.look();
    await world.release({ key: 'tag_1', token: first.token });
    await stream.look();
    world.clock.advance(30 * SECOND_MS);
    // The same visitor, and the same again after another one had the number.
    await assign({ ...ask(), token: first.token });
    for (const _ of [1, 2]) await assign(ask());
    for (const _ of [1, 2, 3]) {
      expect((await assign(ask('click=1'))).kind).toBe('fallback');
      world.clock.advance(MINUTE_MS);
    }
    await assign({ ...ask(), page: page('click=1', 'https://roofs.example/contact') });
    await counts.tell(stream.records);
    expect((await counts.report()).total.counts).toMatchObject({ visits: 4, fallbacks: 1 });
  });

  it('are the same to the byte in any batches and order, however often they are told', async () => {
    await aMorning();
    await counts.tell(stream.records);
    const kept = await counts.kept();
    const numbers = stream.records.map((_, index) => index);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...numbers, ...numbers], { minLength: numbers.length }),
        fc.integer({ min: 1, max: 6 }),
        async (order, batch) => {
          const told = order.flatMap((index) => stream.records[index] ?? []);
          const other = await counting(world);
          for (let done = 0; done < told.length; done += batch) await other.tell(told.slice(done, done + batch));
          await other.tell(stream.records);
          expect(await other.kept()).toEqual(kept);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('begin again at a record that can’t be read, and count what is behind it once', async () => {
    await aMorning();
    const broken = { dynamodb: { SequenceNumber: 'bad', NewImage: marshall({ pk: 'SEEN#1', sk: 'SEEN' }) } };
    const answer = await counts.tell([broken as DynamoDBRecord, ...stream.records]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
    await counts.tell(stream.records);
    expect((await counts.report()).total.counts.visits).toBe(6);
  });
});

describe('what counting visits costs', () => {
  it('is one write for those of the same seconds, far below one unit a visit', async () => {
    const VISITS = 500;
    const records = Array.from({ length: VISITS }, (_, index): DynamoDBRecord => {
      const h0 = {
        v: `visit_${index}`,
        f: world.clock.nowMs() + index * 40,
        q: { utm_source: `s${index % 3}`, utm_campaign: `c${index % 4}` },
      };
      const item = { pk: 'POOL#pool_main', sk: `${index}`, h0, u: h0.f + 600_000 };
      return { dynamodb: { SequenceNumber: `s${index}`, NewImage: marshall(item) } } as DynamoDBRecord;
    });
    counts.reset();
    for (let done = 0; done < VISITS; done += 125) await counts.tell(records.slice(done, done + 125));
    expect(counts.units.write / VISITS).toBeLessThanOrEqual(0.1);
    expect((await counts.report()).total.counts.visits).toBe(VISITS);
  });

  it('is two write units on the page’s way for a visit that finds no number, none when it asks again, and none for a lease', async () => {
    const { units, reset } = meter(world.client);
    await assign(ask('utm_source=news'));
    expect(units.write).toBe(1);
    for (const _ of [1, 2]) await assign(ask());
    reset();
    // The note, and the shortage of the pool.
    await assign(ask('click=1'));
    expect(units.write).toBe(2);
    await assign(ask('click=1'));
    expect(units.write).toBe(2);
  });
});
