import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS, SECOND_MS } from '../../shared/kernel/time.ts';
import { apiHandler } from '../../shared/platform/http/api.ts';
import { dynamoRateWindows, limitsTable } from '../../shared/platform/http/dynamo-rate-windows.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { type RateWindows, rateLimit, WINDOW_MS } from '../../shared/platform/http/rate-limit.ts';
import { defineRoute } from '../../shared/platform/http/route.ts';
import { callApi } from '../support/api-event.ts';
import { TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { meter } from '../support/meter.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const PER_MINUTE = 600;
const PER_WINDOW = 100;
const client = testDocumentClient();
const units = meter(client);
let clock: TestClock;
let windows: RateWindows;

beforeEach(async () => {
  clock = new TestClock();
  windows = dynamoRateWindows(client, await createTable(limitsTable));
  units.reset();
});

const container = (shared: RateWindows = windows) => rateLimit(shared, clock, silentLog, PER_MINUTE);

const admittedOf = async (requests: readonly Promise<unknown>[]): Promise<number> =>
  (await Promise.allSettled(requests)).filter(({ status }) => status === 'fulfilled').length;

describe('the limit of a key', () => {
  it('is exact over all containers, whoever asks at the same time, and for less than one write a request', async () => {
    const containers = Array.from({ length: 4 }, () => container());
    const asked = Array.from({ length: 400 }, (_, index) => containers[index % 4]?.('key_1') ?? Promise.reject());
    const admitted = await admittedOf(asked);
    expect(admitted).toBeLessThanOrEqual(PER_WINDOW);
    // What one container drew and did not spend is lost to the others.
    expect(admitted).toBeGreaterThan(PER_WINDOW - 4 * (PER_WINDOW / 20));
    expect(units.units.write).toBeLessThan(admitted / 2);
  });

  it('leaves the others unharmed when one key asks 10,000 times in a second', async () => {
    const limit = container();
    expect(await admittedOf(Array.from({ length: 10_000 }, () => limit('flood')))).toBe(PER_WINDOW);
    // Once its window is used up a key costs nothing.
    expect(units.units.write).toBe(22);
    expect(await admittedOf(Array.from({ length: PER_WINDOW }, () => limit('calm')))).toBe(PER_WINDOW);
  });

  it('counts what was asked where each operation is a container of its own', async () => {
    const asked = Array.from({ length: PER_WINDOW - 1 }, () => container()('key_1'));
    expect(await admittedOf(asked)).toBe(PER_WINDOW - 1);
  });

  it('is there again in the next window', async () => {
    const limit = container();
    await admittedOf(Array.from({ length: PER_WINDOW }, () => limit('key_1')));
    await expect(limit('key_1')).rejects.toMatchObject({ kind: 'too-many' });
    clock.advance(WINDOW_MS);
    await expect(limit('key_1')).resolves.toMatchObject({ 'ratelimit-remaining': String(PER_WINDOW - 1) });
  });

  it('lets in what can not be counted: it is there to keep the API up', async () => {
    const limit = container({ take: () => Promise.reject(new Error('throttled')) });
    await expect(limit('key_1')).resolves.toMatchObject({ 'ratelimit-limit': String(PER_WINDOW) });
  });
});

describe('an answer', () => {
  const anna: Principal = { keyId: 'key_1', role: 'operator', subjectId: 'anna', scopes: ['network:read'] };
  const route = defineRoute({
    operationId: 'test',
    method: 'GET',
    path: '/v1/tests',
    summary: 'A test',
    tag: 'Tests',
    scope: 'network:read',
    status: 204,
  });

  it('counts what is refused too: nobody tries out what it may not see without end', async () => {
    const deps = { log: silentLog, authenticate: async () => ({ ...anna, scopes: [] }), rateLimit: container() };
    const handler = apiHandler(route, deps, async () => undefined);
    for (let more = 0; more < PER_WINDOW; more += 1) {
      const refused = await callApi(handler, { key: 'good' });
      expect(refused).toMatchObject({ status: 403, headers: { 'ratelimit-limit': '100' } });
    }
    expect((await callApi(handler, { key: 'good' })).status).toBe(429);
  });

  it('tells where the key stands, and when to come back', async () => {
    clock.set(Math.floor(clock.nowMs() / MINUTE_MS) * MINUTE_MS + 3 * SECOND_MS);
    const deps = { log: silentLog, authenticate: async () => anna, rateLimit: container() };
    const handler = apiHandler(route, deps, async () => undefined);
    const ask = () => callApi(handler, { key: 'good' });
    expect((await ask()).headers).toMatchObject({
      'ratelimit-limit': '100',
      'ratelimit-remaining': '99',
      'ratelimit-reset': '7',
    });
    for (let more = 1; more < PER_WINDOW; more += 1) await ask();
    const refused = await ask();
    expect(refused).toMatchObject({ status: 429, json: { type: 'urn:callbourse:problem:too-many' } });
    expect(refused.headers).toMatchObject({ 'retry-after': '7', 'ratelimit-remaining': '0' });
  });
});
