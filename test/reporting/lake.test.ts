import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { exportHandler } from '../../functions/reporting/export-days/handler.ts';
import { bookItem } from '../../shared/billing/book-item.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { entryOf } from '../../shared/ledger/entry-item.ts';
import { dynamoLakeSources } from '../../shared/reporting/lake/dynamo-lake-sources.ts';
import { LAKE_SETS, type LakeSet } from '../../shared/reporting/lake/model.ts';
import { marginBySource } from '../../shared/reporting/lake/questions.ts';
import { s3Lake } from '../../shared/reporting/lake/s3-lake.ts';
import { openOutcome, STARTED_MS } from '../outcomes/samples.ts';
import { TestClock } from '../support/clock.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const DAY = '2026-03-02';

const s3 = new S3Client({
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  endpoint: inject('sqsEndpoint'),
  forcePathStyle: true,
});

let world: ReportWorld;
let bucket: string;
let run: ReturnType<typeof exportHandler>;
const buckets = { made: 0 };

/** Two qualified calls, one of them corrected; three visits. */
beforeEach(async () => {
  world = await reportWorld();
  await world.qualify('call_2', { contactMasked: '…0142' });
  await world.qualify('call_1');
  const part = { action: 'change', chargeMinor: -500n, payoutMinor: -300n, currency: 'USD' } as const;
  await adjustOutcome(world.deps, { ...part, outcomeId: 'call_1', reason: 'too short' }, 'cause_1');
  await world.tell(await world.items());
  const { advertiserId, terms } = openOutcome('call_1');
  const { offerId, publisherId } = terms;
  const place = { offerId, advertiserId, publisherId, model: 'call', source: 'news' };
  const visits = ['a', 'b', 'c'].map((visitId) => ({ visitId, atMs: STARTED_MS, got: 'leased' as const, place }));
  await world.reports.visits.count(DAY, visits);
  const { Items = [] } = await world.client.send(new ScanCommand({ TableName: world.ledgerName }));
  for (const item of Items.filter(({ sk }) => !String(sk).startsWith('FROZEN#'))) {
    await world.client.send(new PutCommand({ TableName: world.reportsName, Item: bookItem(entryOf(item), DAY) }));
  }
  buckets.made += 1;
  bucket = `lake-${buckets.made}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const clock = new TestClock();
  run = exportHandler({
    ...world.reports,
    sources: dynamoLakeSources(world.client, { reports: world.reportsName, outcomes: world.outcomesName }),
    lake: s3Lake(s3, bucket),
    clock,
  });
});

async function fileOf(set: LakeSet, day = DAY): Promise<Buffer> {
  const Key = `lake/${set}/day=${day}/${set}.jsonl.gz`;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

const rowsOf = async (set: LakeSet) =>
  gunzipSync(await fileOf(set))
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('exporting days', () => {
  it('writes facts, outcomes and entries with the columns that Athena is told of, and nobody in them', async () => {
    expect(await run({ from: DAY, to: DAY })).toEqual([{ day: DAY, facts: 4, outcomes: 2, entries: 3 }]);
    const [facts, outcomes, entries] = [await rowsOf('facts'), await rowsOf('outcomes'), await rowsOf('entries')];
    expect(facts.map(({ kind, visits }) => [kind, visits])).toEqual([
      ['correction', undefined],
      ['verdict', undefined],
      ['verdict', undefined],
      ['visits', 3],
    ]);
    expect(outcomes.map(({ outcome_id }) => outcome_id)).toEqual(['call_1', 'call_2']);
    expect(outcomes[0]).toMatchObject({ state: 'qualified', charge_minor: 4_500, talk_seconds: 95, region: 'US-IL' });
    for (const { postings } of entries) {
      expect(postings.reduce((sum: number, each: { amount_minor: number }) => sum + each.amount_minor, 0)).toBe(0);
    }
    for (const [set, rows] of Object.entries({ facts, outcomes, entries })) {
      const known = Object.keys(LAKE_SETS[set as LakeSet].columns);
      for (const row of rows) for (const name of Object.keys(row)) expect(known).toContain(name);
    }
    expect(JSON.stringify([facts, outcomes, entries])).not.toMatch(/0142|Zm9vYmFy|gclid|example\.com/);
  });

  it('writes the same bytes for the same day, however often', async () => {
    await run({ from: DAY, to: DAY });
    const first = await Promise.all([fileOf('facts'), fileOf('outcomes'), fileOf('entries')]);
    await world.tell(await world.items());
    await run({ from: '2026-03-01', to: '2026-03-03' });
    expect(await Promise.all([fileOf('facts'), fileOf('outcomes'), fileOf('entries')])).toEqual(first);
    expect(gunzipSync(await fileOf('facts', '2026-03-03')).toString()).toBe('');
  });

  it('writes each night what may have changed since', async () => {
    const done = await run({ time: '2026-03-02T15:00:00Z' });
    expect(done.map(({ day }) => day)).toEqual([
      ...['2026-03-01', '2026-02-28', '2026-02-23', '2026-01-31', '2026-01-01', '2025-12-02'],
    ]);
  });

  it.each([{ from: DAY, to: '2026-03-01' }, { from: DAY, to: '2026-05-01' }, { from: 'yesterday', to: DAY }, {}])(
    'refuses %j',
    async (event) => {
      await expect(run(event)).rejects.toThrow();
    },
  );
});

describe('the question that Athena is given', () => {
  const COLUMNS = Object.keys(LAKE_SETS.facts.columns);

  /** SQLite knows the same words, but for those of the days. */
  function answer(rows: readonly Record<string, string | number>[]) {
    const lake = new DatabaseSync(':memory:');
    lake.exec(`CREATE TABLE facts (day TEXT, ${COLUMNS.join(', ')})`);
    const names = ['day', ...COLUMNS];
    const insert = lake.prepare(`INSERT INTO facts VALUES (${names.map(() => '?').join(', ')})`);
    for (const row of rows) insert.run(...names.map((name) => ({ day: DAY, ...row })[name] ?? null));
    const found = lake.prepare(marginBySource(`day = '${DAY}'`)).all();
    lake.close();
    return found.map((row) => ({ ...row }));
  }

  it('counts every outcome once and adds what the network kept, in the minor units of each currency', async () => {
    await world.reject('call_3');
    await world.qualify('call_4', { attribution: { confidence: 'source', source: 'desk', setterId: 'set_ann' } });
    await world.tell(await world.items());
    const { advertiserId, terms } = openOutcome('call_1');
    await world.reports.facts.keep(DAY, {
      ...{
        kind: 'retainer',
        retainerId: 'ret_1',
        month: '2026-02',
        source: 'retainer',
        model: 'call',
        atMs: STARTED_MS,
      },
      ...{ advertiserId, offerId: terms.offerId, publisherId: terms.publisherId },
      ...{ chargeMinor: 90_000n, payoutMinor: 60_000n, currency: 'JPY' },
    });
    await run({ from: DAY, to: DAY });
    const rows = await rowsOf('facts');
    expect(rows.find(({ source }) => source === 'desk')).toMatchObject({ setter_id: 'set_ann' });
    const place = { publisher_id: 'pub_blog' };
    expect(answer(rows)).toEqual([
      { ...place, source: 'retainer', outcomes: 0, qualified: 0, currency: 'JPY', margin_minor: 30_000 },
      { ...place, source: 'unknown', outcomes: 3, qualified: 2, currency: 'USD', margin_minor: 2_800 },
      { ...place, source: 'desk', outcomes: 1, qualified: 1, currency: 'USD', margin_minor: 1_500 },
    ]);
  });
});
