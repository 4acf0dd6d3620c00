import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as downloadHandler } from '../../functions/reporting/download-report/handler.ts';
import { handlerOf as reportHandler } from '../../functions/reporting/get-report/handler.ts';
import { handlerOf as seriesHandler } from '../../functions/reporting/get-report-series/handler.ts';
import { handlerOf as listHandler } from '../../functions/reporting/list-clicks/handler.ts';
import { handlerOf as putHandler } from '../../functions/reporting/put-clicks/handler.ts';
import { stampCursor, unstampCursor } from '../../shared/platform/http/cursor-life.ts';
import { callApi } from '../support/api-event.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const DAY = '2026-03-02';
const OFFER = { advertiserId: 'adv_acme', model: 'call' };

let world: ReportWorld;
beforeEach(async () => {
  world = await reportWorld();
});

const row = (over: object = {}) => ({
  ...{ day: DAY, offerId: 'offer_roof', source: 'news', clicks: 200, costMinor: 20_000, currency: 'USD', ...over },
});
const put = (rows: readonly object[], key = 'blog') => {
  // The catalog knows more of an offer than a row may take over.
  const whole = { ...OFFER, currency: 'USD', chargeMinor: 4_500n };
  const offers = { offer: async (offerId: string) => (offerId === 'offer_roof' ? whole : undefined) };
  const deps = { ...world.reports, offers, clock: world.clock };
  return callApi(putHandler(deps), { method: 'PUT', key, body: { rows } });
};
const period = { from: DAY, to: DAY };
const list = async (key = 'blog') => (await callApi(listHandler(world.reports), { key, query: period })).json.items;
const report = async (key: string, query: Record<string, string> = {}) =>
  (await callApi(reportHandler(world.reports), { key, query: { ...period, ...query } })).json;

/** A qualified call of a source: 45.00 charged, 30.00 earned. */
async function aCall(): Promise<void> {
  await world.qualify('call_1', { attribution: { confidence: 'source', source: 'news' } });
  await world.tell(await world.items());
}

describe('GET /v1/clicks', () => {
  const days = { from: '2026-02-01', to: '2026-03-02' };
  const page = async (query: Record<string, string>, key = 'blog') =>
    callApi(listHandler(world.reports), { key, query: { ...days, ...query } });
  const dayAndSource = ({ day, source }: { day: string; source: string }) => `${day} ${source}`;

  beforeEach(async () => {
    const named = (day: string, sources: readonly string[]) => sources.map((source) => row({ day, source }));
    await put([
      ...named('2026-02-01', ['first']),
      ...named('2026-02-20', ['a', 'b', 'c', 'd', 'e']),
      ...named(DAY, ['x', 'y']),
    ]);
    await put([row({ source: 'theirs' }), row({ day: '2026-02-20', source: 'theirs' })], 'other');
    await put([row({ day: '2026-01-31' })]);
  });

  it.each(['1', '2', '3', '5', '8', '100'])(
    'shows each row once, the newest day first, by pages of %s',
    async (limit) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages < 10; pages += 1) {
        const { json } = await page({ limit, ...(cursor ? { cursor } : {}) });
        expect(json.items.length).toBeLessThanOrEqual(Number(limit));
        seen.push(...json.items.map(dayAndSource));
        cursor = json.nextCursor;
        if (!cursor) break;
      }
      expect(cursor).toBeUndefined();
      expect(seen.map((each) => each.slice(0, 10))).toEqual([
        ...[DAY, DAY, ...Array.from({ length: 5 }, () => '2026-02-20'), '2026-02-01'],
      ]);
      expect(new Set(seen).size).toBe(8);
      expect(seen.join()).not.toContain('theirs');
    },
  );

  it('goes on where it was when rows of other days came meanwhile', async () => {
    const first = (await page({ limit: '3' })).json;
    await put([row({ source: 'new' }), row({ day: '2026-02-10', source: 'later' })]);
    const rest = (await page({ cursor: first.nextCursor })).json.items.map(dayAndSource);
    expect(rest).toHaveLength(6);
    expect(rest).toContain('2026-02-10 later');
  });

  it('refuses a cursor of another period, of another publisher, and one that leads out of what is asked for', async () => {
    const { nextCursor } = (await page({ limit: '1' })).json;
    const honest = JSON.parse(Buffer.from(unstampCursor(nextCursor, world.clock.nowMs()), 'base64url').toString());
    const forge = (pk: string, sk = honest.k[1]) =>
      stampCursor(Buffer.from(JSON.stringify({ ...honest, k: [pk, sk] })).toString('base64url'), world.clock.nowMs());
    const asked: [Record<string, string>, string?][] = [
      [{ cursor: nextCursor, from: '2026-02-02' }],
      [{ cursor: nextCursor, to: '2026-03-01' }],
      [{ cursor: nextCursor }, 'other'],
      [{ cursor: forge('CLICKS#2026-01-31') }],
      [{ cursor: forge('CLICKS#2026-02-30') }],
      [{ cursor: forge('FACTS#2026-02-20') }],
      [{ cursor: forge(honest.k[0], 'pub_other#place') }],
    ];
    for (const [query, key] of asked) {
      const { status, json } = await page(query, key);
      expect([query, status, json.errors?.[0]?.field]).toEqual([query, 400, 'query.cursor']);
    }
  });

  it.each([
    [{ from: '2026-03-03' }, 'query.to'],
    [{ from: '2025-11-01' }, 'query.to'],
    [{ limit: '0' }, 'query.limit'],
    [{ limit: '101' }, 'query.limit'],
  ])('refuses %j by the name of %s', async (query, field) => {
    const { status, json } = await page(query);
    expect([status, json.errors[0].field]).toEqual([400, field]);
  });
});

describe('PUT /v1/clicks', () => {
  it('puts what clicks cost beside what came of them, for their publisher alone', async () => {
    await aCall();
    expect((await put([row(), row({ source: 'radio', costMinor: 1_000, clicks: 10 })])).status).toBe(204);
    const { rows, total } = await report('blog', { groupBy: 'source' });
    const [news] = rows as { group: object; counts: object; money: object[]; kpis: object[] }[];
    expect(news).toMatchObject({
      group: { source: 'news' },
      counts: { clicks: 200, calls: 1 },
      money: [{ currency: 'USD', payoutMinor: 3_000, clickCostMinor: 20_000 }],
    });
    expect(news?.kpis).toContainEqual({ id: 'costPerClick', value: 100, currency: 'USD' });
    expect(news?.kpis).toContainEqual({ id: 'returnOnClicks', value: 0.15, currency: 'USD' });
    expect(total.money[0].clickCostMinor).toBe(21_000);
    for (const other of ['acme', 'operator', 'finance', 'other']) {
      expect(JSON.stringify(await report(other, { groupBy: 'source' }))).not.toMatch(
        /[cC]lickCost|costPerClick|OnClicks|20000/,
      );
    }
    expect((await report('ann')).total.counts.clicks).toBe(0);
  });

  it('leaves no row, word or currency of it in anybody else’s report', async () => {
    await put([row({ source: 'secret', campaign: 'paid word', currency: 'EUR' })]);
    for (const other of ['acme', 'operator', 'finance']) {
      const groupBy = other === 'acme' ? 'source' : 'source,campaign';
      expect(await report(other, { groupBy })).toMatchObject({ rows: [], total: { money: [] } });
    }
    expect((await report('blog', { groupBy: 'source,campaign' })).rows).toHaveLength(1);
    expect((await list())[0].currency).toBe('EUR');
  });

  it('is a day that can be sent again: the newest row of a place counts', async () => {
    await put([row(), row({ campaign: 'spring' })]);
    await put([row({ clicks: 150, costMinor: 15_000 })]);
    const kept = (await list()) as { clicks: number; campaign?: string }[];
    expect(kept.map(({ clicks, campaign }) => [clicks, campaign]).sort()).toEqual([
      [150, undefined],
      [200, 'spring'],
    ]);
    expect(await list('other')).toEqual([]);
  });

  it('is nothing to the books: what is owed is what it was', async () => {
    await aCall();
    const before = await world.balancesOf('pub_blog');
    await put([row()]);
    expect(await world.balancesOf('pub_blog')).toEqual(before);
  });

  it('can be drawn by its publisher, and downloaded; others are refused', async () => {
    await put([row()]);
    const draw = (key: string) =>
      callApi(seriesHandler(world.reports), {
        key,
        query: { ...period, by: 'day', measures: 'clicks,clickCostMinor' },
      });
    expect((await draw('blog')).json.series.map(({ values }: { values: number[] }) => values)).toEqual([
      [200],
      [20_000],
    ]);
    expect((await draw('acme')).status).toBe(400);
    const { text } = await callApi(downloadHandler(world.reports), { key: 'blog', query: period });
    const [header = '', line = ''] = text.trim().split('\n');
    expect(line.split(',')[header.split(',').indexOf('clickCost')]).toBe('200.00');
  });

  it.each([
    [[row({ day: '2026-03-03' })], 'body.rows.0.day'],
    [[row({ day: '2024-01-01' })], 'body.rows.0.day'],
    [[row({ day: '2026-02-30' })], 'body.rows.0.day'],
    [[row(), row({ offerId: 'offer_none' })], 'body.rows.1.offerId'],
    [[row(), row({ clicks: 1 })], 'body.rows.1'],
    [[row({ clicks: -1 })], 'body.rows.0.clicks'],
    [[row({ costMinor: 1.5 })], 'body.rows.0.costMinor'],
    [[row({ currency: 'XXX1' })], 'body.rows.0.currency'],
    [[row({ source: '' })], 'body.rows.0.source'],
    [[row({ nonsense: 1 })], 'body.rows.0'],
    [[], 'body.rows'],
  ])('refuses %j, names %s and keeps nothing', async (rows, field) => {
    const { status, json } = await put(rows);
    expect([status, json.errors[0].field]).toEqual([400, expect.stringMatching(new RegExp(`^${field}`))]);
    expect(await list()).toEqual([]);
  });

  it.each(['acme', 'operator', 'ann'])('is not for %s', async (key) => {
    expect((await put([row()], key)).status).toBe(403);
  });
});

it('tells an advertiser what each visit came to, to compare with a click elsewhere', async () => {
  await aCall();
  const visit = { visitId: 'v1', atMs: world.clock.nowMs(), got: 'leased' as const };
  const place = { offerId: 'offer_roof', publisherId: 'pub_blog', ...OFFER, source: 'news' };
  await world.reports.visits.count(
    DAY,
    [1, 2, 3].map((each) => ({ ...visit, visitId: `v${each}`, place })),
  );
  const { kpis } = (await report('acme')).total;
  expect(kpis).toContainEqual({ id: 'costPerVisit', value: 1_500, currency: 'USD' });
});
