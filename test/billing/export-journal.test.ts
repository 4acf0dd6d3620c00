import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { getJournalExportHandler } from '../../functions/billing/get-journal-export/handler.ts';
import { getJournalExportPartHandler } from '../../functions/billing/get-journal-export-part/handler.ts';
import { requestJournalExportHandler } from '../../functions/billing/request-journal-export/handler.ts';
import { dynamoExports } from '../../shared/billing/dynamo-exports.ts';
import { advanceExports, type ExportDeps } from '../../shared/billing/export-journal.ts';
import { fromDecimal } from '../../shared/kernel/money.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import type { Entry } from '../../shared/ledger/model.ts';
import { verdictEntry } from '../ledger/samples.ts';
import { callApi } from '../support/api-event.ts';
import { countingIds } from '../support/clock.ts';
import { api } from './keys.ts';
import { type BooksWorld, createBooks } from './world.ts';

const START_MS = Date.parse('2026-02-20T17:00:00Z');

const entryAt = (index: number): Entry => ({
  ...verdictEntry(`call_${String(index).padStart(3, '0')}`, '2026-03-09'),
  bookedAtMs: START_MS + Math.floor(index / 10) * DAY_MS + index * MINUTE_MS,
  reason: index === 7 ? '=HYPERLINK("http://evil.example")' : 'qualified',
});
const entries = Array.from({ length: 37 }, (_, index) => entryAt(index));

let world: BooksWorld;
let deps: ExportDeps &
  typeof api & { files: { stored: Map<string, string>; get(key: string): Promise<string | undefined> } };

beforeEach(async () => {
  world = await createBooks();
  await world.stream(...entries);
  const stored = new Map<string, string>();
  const files = {
    stored,
    put: async (key: string, body: string) => void stored.set(key, body),
    get: async (key: string) => stored.get(key),
  };
  deps = { ...api, ...world, files, exports: dynamoExports(world.client, world.table) };
});

const request = (body: unknown, key = 'finance') =>
  callApi(requestJournalExportHandler({ ...deps, ids: countingIds() }), { method: 'POST', key, body });
const show = async (exportId: string) =>
  (await callApi(getJournalExportHandler(deps), { key: 'finance', params: { exportId } })).json;
const part = (exportId: string, name: string, key = 'finance') =>
  callApi(getJournalExportPartHandler(deps), { key, params: { exportId, name } });
const later = () => world.clock.nowMs() + MINUTE_MS;

const WEEK = { from: '2026-02-20', to: '2026-02-28' };

async function contents(exportId: string): Promise<string[]> {
  const { parts } = await show(exportId);
  return Promise.all(parts.map(async ({ name }: { name: string }) => (await part(exportId, name)).text));
}

describe('exports of the journal', () => {
  it('writes every posting of the days once, in order, as CSV that no spreadsheet runs', async () => {
    const { status, json } = await request({ format: 'csv', ...WEEK });
    expect(status).toBe(202);
    expect(json).toMatchObject({ state: 'running', entries: 0, parts: [] });
    expect(await advanceExports(deps, later(), 8)).toEqual([json.exportId]);
    const done = await show(json.exportId);
    expect(done).toMatchObject({ state: 'done', entries: 37 });
    expect(done.parts).toHaveLength(5);
    const rows = (await contents(json.exportId)).flatMap(
      (text) => parse(text, { columns: true }) as Record<string, string>[],
    );
    expect(rows).toHaveLength(37 * 3);
    expect([...new Set(rows.map((row) => row.outcome))]).toEqual(entries.map((entry) => entry.outcomeId));
    expect(rows.reduce((sum, row) => sum + (fromDecimal(row.amount ?? '', 'USD') ?? 1n), 0n)).toBe(0n);
    expect(rows.find((row) => row.outcome === 'call_007')?.reason).toBe('\'=HYPERLINK("http://evil.example")');
  });

  it('writes JSON Lines, one entry a line', async () => {
    const { json } = await request({ format: 'jsonl', from: '2026-02-20', to: '2026-02-20' });
    await advanceExports(deps, later());
    const { text, headers } = await part(json.exportId, 'journal_00001.jsonl');
    expect(headers['content-type']).toBe('application/x-ndjson');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatchObject({
      bookedAt: '2026-02-20T17:00:00.000Z',
      outcomeId: 'call_000',
      offerId: 'offer_roof',
    });
  });

  it('goes on where it was stopped, at whatever step, and has the same bytes as without', async () => {
    const calm = await request({ format: 'csv', ...WEEK });
    await advanceExports(deps, later(), 5);
    const expected = await contents(calm.json.exportId);
    const rough = await callApi(requestJournalExportHandler({ ...deps, ids: { next: () => 'export_rough' } }), {
      method: 'POST',
      key: 'finance',
      body: { format: 'csv', ...WEEK },
    });
    for (let step = 0; step < 40; step += 1) {
      let left = step % 4;
      const dying =
        <A extends unknown[], T>(call: (...args: A) => Promise<T>) =>
        async (...args: A): Promise<T> => {
          left -= 1;
          if (left === 0) throw new Error('killed');
          return call(...args);
        };
      const replace = dying(deps.exports.replace);
      const files = { put: dying(deps.files.put) };
      await advanceExports({ ...deps, files, exports: { ...deps.exports, replace } }, later(), 5).catch(
        () => undefined,
      );
    }
    expect((await show(rough.json.exportId)).state).toBe('done');
    expect(await contents(rough.json.exportId)).toEqual(expected);
    expect(await deps.exports.active()).toEqual([]);
  });

  it('lets one of two workers have a part', async () => {
    const { json } = await request({ format: 'csv', ...WEEK });
    await Promise.all([advanceExports(deps, later(), 5), advanceExports(deps, later(), 5)]);
    await advanceExports(deps, later(), 5);
    expect(await show(json.exportId)).toMatchObject({ state: 'done', entries: 37 });
    expect((await contents(json.exportId)).join('').match(/call_/g)).toHaveLength(37 * 3);
  });

  it.each<[string, unknown, string]>([
    ['days in the wrong order', { format: 'csv', from: '2026-02-21', to: '2026-02-20' }, 'body.to'],
    ['days to come', { format: 'csv', from: '2026-02-21', to: '2026-03-03' }, 'body.to'],
    ['more than 400 days', { format: 'csv', from: '2024-12-01', to: '2026-02-20' }, 'body.to'],
    ['a format that is none', { format: 'xls', ...WEEK }, 'body.format'],
    ['a day that does not exist', { format: 'csv', from: '2026-02-30', to: '2026-03-01' }, 'body.from'],
  ])('refuses %s, and starts nothing', async (_name, body, field) => {
    const { status, json } = await request(body);
    expect(status).toBe(400);
    expect(json.errors[0].field).toBe(field);
    expect(await deps.exports.active()).toEqual([]);
  });

  it('knows no unknown export or part, and is for finance', async () => {
    const { json } = await request({ format: 'csv', ...WEEK });
    expect((await part(json.exportId, '../payouts/secret.csv')).status).toBe(404);
    expect((await part('export_9', 'journal_00001.csv')).status).toBe(404);
    expect((await part(json.exportId, 'journal_00001.csv', 'acme')).status).toBe(403);
    expect((await request({ format: 'csv', ...WEEK }, 'blog')).status).toBe(403);
  });
});
