import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { drawPayoutLineHandler } from '../functions/payouts/draw-payout-line/handler.ts';
import { dynamoPublishers } from '../shared/catalog/dynamo-publishers.ts';
import { addDays, type Day } from '../shared/kernel/time.ts';
import { dynamoJournal } from '../shared/ledger/dynamo-journal.ts';
import { endOfDaySk, ledgerPk } from '../shared/ledger/keys.ts';
import { dynamoLines } from '../shared/payouts/dynamo-lines.ts';
import { dynamoPublisherDirectory } from '../shared/payouts/dynamo-publisher-directory.ts';
import { dynamoRuns } from '../shared/payouts/dynamo-runs.ts';
import { payoutsTable } from '../shared/payouts/keys.ts';
import { SCHEDULE } from '../shared/payouts/model.ts';
import { runIdOf } from '../shared/payouts/run-id.ts';
import { publisher } from '../test/catalog/fixture.ts';
import { deliver } from '../test/road/requests.ts';
import { type RoadWorld, ZONE } from '../test/road/world.ts';
import { silentLog } from '../test/support/log.ts';
import { createTableAt, documentClientAt } from '../test/support/tables-at.ts';
import { loadEntries } from './load-entries.ts';
import type { Measured } from './measure.ts';
import { dollarsPerMillion } from './prices.ts';
import { logSlope, percentile, round } from './statistics.ts';

const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000];
/** Of each size; the median counts. */
const RUNS = 3;
const PUBLISHER = 'pub_run';
const FIRST_DAY = '2026-02-01';
const PAGE_ENTRIES = 1_000;

interface RunPoint {
  readonly entries: number;
  readonly drawMs: number;
  readonly slowestMs: number;
  /** The bare paged read of the same entries, unmarshalled and nothing else. */
  readonly readMs: number;
  readonly ratioToRead: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly requests: number;
}

/** The first 1,000 entries are payable on the first day, the first 3,000 up to the second: a run's last day is its size. */
const dayAt = (sizeIndex: number): Day => addDays(FIRST_DAY, sizeIndex);
const dayOfEntry = (index: number): Day => dayAt(SIZES.findIndex((size) => index < size));

const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** What any reader of these entries pays at least: the same pages by the same client, and nothing done with them. */
async function readBare(client: DynamoDBDocumentClient, table: string, toDay: Day): Promise<number> {
  const start = performance.now();
  let key: Record<string, unknown> | undefined;
  do {
    const answer = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': ledgerPk(PUBLISHER), ':from': `${FIRST_DAY}#`, ':to': endOfDaySk(toDay) },
        ConsistentRead: true,
        Limit: PAGE_ENTRIES,
        ExclusiveStartKey: key,
      }),
    );
    key = answer.LastEvaluatedKey;
  } while (key);
  return performance.now() - start;
}

/** The line of one publisher, drawn by the function itself in a table that holds no line yet. */
async function drawOnce(road: RoadWorld, toDay: Day, entries: number): Promise<number> {
  const { client, clock } = road;
  const payouts = await createTableAt(road.endpoint, payoutsTable);
  const runs = dynamoRuns(client, payouts);
  const lines = dynamoLines(client, payouts);
  const journal = dynamoJournal(client, road.tables.ledger);
  const handler = drawPayoutLineHandler({
    runs,
    lines,
    entries: journal,
    book: journal,
    zone: ZONE,
    directory: dynamoPublisherDirectory(client, road.tables.catalog),
    clock,
    log: silentLog,
    count: () => {},
  });
  const runId = runIdOf({ schedule: 'weekly', toDay, attempt: 1 });
  await runs.create({
    runId,
    toDay,
    state: 'drawing',
    version: 1,
    opened: { by: SCHEDULE, atMs: clock.nowMs() },
    enlisted: { count: 1, done: true },
    changedBy: [],
    files: [],
  });
  road.resetUnits();
  const start = performance.now();
  await deliver(handler, [{ v: 1, runId, publisherId: PUBLISHER }]);
  const elapsedMs = performance.now() - start;
  const { write, read, requests } = road.units;
  const line = await lines.ofRun(runId, PUBLISHER);
  if (line?.entries.count !== entries) throw new Error(`the line has ${line?.entries.count} of ${entries} entries`);
  Object.assign(road.units, { write, read, requests });
  return elapsedMs;
}

/** Lines over so many entries beside the bare read of the same ones, in turns. */
async function pointOf(road: RoadWorld, entries: number, toDay: Day): Promise<RunPoint> {
  const plain = documentClientAt(road.endpoint);
  const drawMs: number[] = [];
  const readMs: number[] = [];
  for (let attempt = 0; attempt < RUNS; attempt += 1) {
    readMs.push(await readBare(plain, road.tables.ledger, toDay));
    drawMs.push(await drawOnce(road, toDay, entries));
  }
  const draw = median(drawMs);
  const read = median(readMs);
  return {
    entries,
    drawMs: round(draw),
    slowestMs: round(Math.max(...drawMs)),
    readMs: round(read),
    ratioToRead: round(draw / read),
    writeUnits: road.units.write,
    readUnits: road.units.read,
    requests: road.units.requests,
  };
}

/** A payout run's own work, from 1,000 to 100,000 entries of one publisher. */
export async function measureRun(road: RoadWorld): Promise<Measured & { slope: number; points: readonly RunPoint[] }> {
  const plain = documentClientAt(road.endpoint);
  const paid = publisher({ publisherId: PUBLISHER, tagKey: 'tag_run' });
  await dynamoPublishers(plain, road.tables.catalog).create(paid);
  await loadEntries(plain, road.tables.ledger, PUBLISHER, SIZES.at(-1) ?? 0, dayOfEntry);
  const points: RunPoint[] = [];
  for (const [index, entries] of SIZES.entries()) points.push(await pointOf(road, entries, dayAt(index)));
  const largest = points.at(-1);
  if (!largest) throw new Error('nothing was measured');
  const { entries, drawMs, readMs, writeUnits, readUnits, requests } = largest;
  const perEntry = { writeUnits: writeUnits / entries, readUnits: readUnits / entries };
  return {
    bench: 'run',
    of: `draw-payout-line over ${entries} entries; units, dollars and throughput by the entry, floor the bare paged read`,
    runs: RUNS,
    perSecond: Math.round((entries / drawMs) * 1_000),
    p50Ms: drawMs,
    p99Ms: largest.slowestMs,
    meanWriteUnits: round(perEntry.writeUnits),
    meanReadUnits: round(perEntry.readUnits),
    dollarsPerMillion: dollarsPerMillion({
      ...perEntry,
      tableRequests: requests / entries,
      computeMs: drawMs / entries,
      memoryMb: 512,
      invocations: 1 / entries,
      queueRequests: 3 / entries,
      apiRequests: 0,
    }),
    floorP50Ms: readMs,
    ratioToFloor: largest.ratioToRead,
    slope: logSlope(points.map((point) => ({ size: point.entries, cost: point.drawMs }))),
    points,
  };
}
