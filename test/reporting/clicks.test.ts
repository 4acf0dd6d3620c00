import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as downloadHandler } from '../../functions/reporting/download-report/handler.ts';
import { handlerOf as reportHandler } from '../../functions/reporting/get-report/handler.ts';
import { handlerOf as seriesHandler } from '../../functions/reporting/get-report-series/handler.ts';
import { handlerOf as listHandler } from '../../functions/reporting/list-clicks/handler.ts';
import { handlerOf as putHandler } from '../../functions/reporting/put-clicks/handler.ts';
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
      expect(await report(other, { groupBy: 'source,campaign' })).toMatchObject({ rows: [], total: { money: [] } });
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
