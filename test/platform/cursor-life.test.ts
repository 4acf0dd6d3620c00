import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageOf, pageQuery } from '../../shared/kernel/schemas.ts';
import { fromIso, MINUTE_MS, SECOND_MS } from '../../shared/kernel/time.ts';
import { apiHandler } from '../../shared/platform/http/api.ts';
import { CURSOR_LIFE_MS, stampCursor, unstampCursor } from '../../shared/platform/http/cursor-life.ts';
import type { Principal } from '../../shared/platform/http/principal.ts';
import { defineRoute } from '../../shared/platform/http/route.ts';
import { callApi } from '../support/api-event.ts';
import { TestClock } from '../support/clock.ts';
import { silentLog } from '../support/log.ts';

const NOW_MS = fromIso('2026-03-02T15:00:00Z');

const about = (message: string) =>
  expect.objectContaining({ kind: 'invalid', fields: [{ field: 'query.cursor', message }] });
const EXPIRED = about('has expired: start again without it');
const REFUSED = about('is not a cursor of this list');

describe('a cursor that was given out', () => {
  it('is read back for a day, and never after', () => {
    fc.assert(
      fc.property(
        fc.base64String({ minLength: 1 }),
        fc.integer({ min: 0, max: 3 * CURSOR_LIFE_MS }),
        (text, laterMs) => {
          const cursor = Buffer.from(text).toString('base64url');
          const read = () => unstampCursor(stampCursor(cursor, NOW_MS), NOW_MS + laterMs);
          if (laterMs < CURSOR_LIFE_MS) expect(read()).toBe(cursor);
          else expect(read).toThrow(EXPIRED);
        },
      ),
    );
  });

  it('is refused with another end, or with anything changed', () => {
    const given = stampCursor('eyJ2IjoxfQ', NOW_MS);
    const [cursor, expiry = '', sum] = given.split('.');
    const later = (Number.parseInt(expiry, 36) + 1).toString(36);
    for (const text of [
      `${cursor}.${later}.${sum}`,
      `${cursor}A.${expiry}.${sum}`,
      `${cursor}`,
      `${given}A`,
      '..',
      '',
    ]) {
      expect(() => unstampCursor(text, NOW_MS)).toThrow(REFUSED);
    }
    const madeUp = stampCursor('eyJ2IjoxfQ', NOW_MS + 2 * MINUTE_MS);
    expect(() => unstampCursor(madeUp, NOW_MS)).toThrow(REFUSED);
  });
});

describe('a list', () => {
  const anna: Principal = { keyId: 'key_1', role: 'finance', subjectId: 'anna', scopes: ['payouts:read'] };
  const route = defineRoute({
    operationId: 'testList',
    method: 'GET',
    path: '/v1/tests',
    summary: 'A test',
    tag: 'Tests',
    scope: 'payouts:read',
    query: pageQuery,
    status: 200,
    response: pageOf(z.strictObject({ name: z.string() })),
  });

  it('gives out cursors that expire, and knows its own without their end', async () => {
    const clock = new TestClock(NOW_MS);
    const seen: (string | undefined)[] = [];
    const handler = apiHandler(route, { log: silentLog, authenticate: async () => anna, clock }, async ({ query }) => {
      seen.push(query.cursor);
      return { items: [{ name: 'x' }], nextCursor: 'second-page' };
    });
    const read = (query: Record<string, string>) => callApi(handler, { key: 'good', query });
    const { nextCursor } = (await read({})).json;
    expect((await read({ cursor: nextCursor, fields: 'name' })).status).toBe(200);
    expect(seen).toEqual([undefined, 'second-page']);
    clock.advance(CURSOR_LIFE_MS - SECOND_MS);
    expect((await read({ cursor: nextCursor })).status).toBe(200);
    clock.advance(SECOND_MS);
    const late = await read({ cursor: nextCursor });
    expect([late.status, late.json.errors]).toEqual([400, [expect.objectContaining({ field: 'query.cursor' })]]);
    expect(seen).toHaveLength(3);
  });
});
