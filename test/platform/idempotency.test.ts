import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogTable } from '../../shared/catalog/keys.ts';
import type { IdSource } from '../../shared/kernel/ids.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { apiHandler } from '../../shared/platform/http/api.ts';
import { dynamoIdempotency } from '../../shared/platform/http/dynamo-idempotency.ts';
import { ATTEMPT_MS, IDEMPOTENCY_MS, idempotency } from '../../shared/platform/http/idempotency.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { defineRoute } from '../../shared/platform/http/route.ts';
import { callApi } from '../support/api-event.ts';
import { TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const client = testDocumentClient();
let clock: TestClock;
let once: ReturnType<typeof idempotency>;
let runs: string[];

beforeEach(async () => {
  clock = new TestClock();
  runs = [];
  once = idempotency(dynamoIdempotency(client, await createTable(catalogTable), clock));
});

const request = (changes: object = {}) => ({
  keyId: 'key_1',
  operationId: 'createOffer',
  key: 'abc',
  input: '{"name":"a"}',
  secretAnswer: false,
  ...changes,
});

const create = async (ids?: IdSource) => {
  const id = ids?.next('offer') ?? 'random';
  runs.push(id);
  return { statusCode: 201, headers: { etag: '"1"' }, body: JSON.stringify({ id }) };
};

describe('an Idempotency-Key', () => {
  it('gives a repeat the first answer', async () => {
    const first = await once(request(), create);
    const second = await once(request(), create);
    expect(second).toEqual({ ...first, headers: { etag: '"1"', 'idempotency-replayed': 'true' } });
    expect(runs).toHaveLength(1);
  });

  it('refuses other input', async () => {
    await once(request(), create);
    await expect(once(request({ input: '{"name":"b"}' }), create)).rejects.toMatchObject({ kind: 'unprocessable' });
  });

  it('refuses another version to make the change from', async () => {
    const route = defineRoute({
      ...{ operationId: 'approveThing', method: 'POST', path: '/v1/things/approve', summary: 'x', tag: 'Tests' },
      ...{ scope: 'any', ifMatch: 'may', status: 200, response: z.strictObject({}) },
    });
    const ada: Principal = { keyId: 'key_1', role: 'finance', subjectId: 'ada', scopes: [] };
    const handler = apiHandler(
      route,
      { log: silentLog, authenticate: async () => ada, idempotency: once },
      async () => {
        await create();
        return {};
      },
    );
    const approve = (etag?: string) =>
      callApi(handler, {
        ...{ method: 'POST', key: 'ada' },
        headers: { 'idempotency-key': 'abc', ...(etag !== undefined && { 'if-match': etag }) },
      });
    const statuses = [await approve('"3"'), await approve('"3"'), await approve('"4"'), await approve()];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 422, 422]);
    expect(runs).toHaveLength(1);
  });

  it('is apart for each client and each operation', async () => {
    await once(request(), create);
    await once(request({ keyId: 'key_2' }), create);
    await once(request({ operationId: 'createTarget' }), create);
    expect(new Set(runs).size).toBe(3);
  });

  it('runs one of many at the same time', async () => {
    const { promise: othersRefused, resolve: goOn } = Promise.withResolvers<void>();
    let refused = 0;
    const slow = async (ids?: IdSource) => {
      await othersRefused;
      return create(ids);
    };
    const attempt = () =>
      once(request(), slow).catch((problem: unknown) => {
        refused += 1;
        if (refused === 9) goOn();
        throw problem;
      });
    const results = await Promise.allSettled(Array.from({ length: 10 }, attempt));
    expect(runs).toHaveLength(1);
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.kind] : []));
    expect(lost).toEqual(Array.from({ length: 9 }, () => 'conflict'));
  });

  it('lets the same input try again after a failure, with the same ids', async () => {
    const failing = async (ids?: IdSource) => {
      await create(ids);
      throw new Problem('unavailable', 'try again later');
    };
    await expect(once(request(), failing)).rejects.toMatchObject({ kind: 'unavailable' });
    await once(request(), create);
    expect(runs).toHaveLength(2);
    expect(runs[0]).toBe(runs[1]);
  });

  it('forgets what was refused: the corrected request is a new one, with ids of its own', async () => {
    const refusing = async (ids?: IdSource) => {
      await create(ids);
      throw new Problem('invalid', 'not like this');
    };
    await expect(once(request(), refusing)).rejects.toMatchObject({ kind: 'invalid' });
    await once(request({ input: '{"name":"b"}' }), create);
    expect(runs).toHaveLength(2);
    expect(runs[0]).not.toBe(runs[1]);
    await expect(once(request(), create)).rejects.toMatchObject({ kind: 'unprocessable' });
  });

  it('takes over from an attempt that died', async () => {
    const table = await createTable(catalogTable);
    const store = dynamoIdempotency(client, table, clock);
    expect(await store.begin('r', 'i')).toEqual({ kind: 'begun' });
    expect(await store.begin('r', 'i')).toEqual({ kind: 'running' });
    clock.advance(ATTEMPT_MS);
    expect(await store.begin('r', 'other')).toEqual({ kind: 'other-input' });
    expect(await store.begin('r', 'i')).toEqual({ kind: 'begun' });
  });

  it('is forgotten after a day, whether swept or not', async () => {
    await once(request(), create);
    clock.advance(IDEMPOTENCY_MS);
    await once(request({ input: '{"name":"b"}' }), create);
    expect(runs).toHaveLength(2);
  });

  it('never keeps an answer that holds a secret', async () => {
    await once(request({ secretAnswer: true }), create);
    await expect(once(request({ secretAnswer: true }), create)).rejects.toMatchObject({ kind: 'conflict' });
    expect(runs).toHaveLength(1);
  });

  it('must be short and visible; without one everything simply runs', async () => {
    for (const key of ['', 'a b', 'é', 'x'.repeat(101)]) {
      await expect(once(request({ key }), create)).rejects.toMatchObject({
        fields: [{ field: 'headers.idempotency-key', message: 'must be 1 to 100 visible ASCII characters' }],
      });
    }
    await once(request({ key: undefined }), create);
    await once(request({ key: undefined }), create);
    expect(runs).toEqual(['random', 'random']);
  });
});
