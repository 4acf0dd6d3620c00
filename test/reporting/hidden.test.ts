import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf as downloadHandler } from '../../functions/reporting/download-report/handler.ts';
import { handlerOf as reportHandler } from '../../functions/reporting/get-report/handler.ts';
import { handlerOf as funnelHandler } from '../../functions/reporting/get-report-funnel/handler.ts';
import { handlerOf as seriesHandler } from '../../functions/reporting/get-report-series/handler.ts';
import { handlerOf as weekHandler } from '../../functions/reporting/get-report-week/handler.ts';
import { DIMENSIONS } from '../../shared/reporting/model.ts';
import { DIMENSIONS as OFFERED } from '../../web/console/pages/shared/reports/asked.ts';
import { facts, openOutcome, STARTED_MS } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const DAY = '2026-03-02';
const PAGE = { utm_source: 'news', utm_campaign: 'spring', utm_medium: 'cpc', utm_term: 'new roof', utm_content: 'b' };

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
  const visit = { visitId: 'visit_1', atMs: STARTED_MS, params: PAGE };
  const open = openOutcome('call_1', { attribution: { confidence: 'exact', visit } });
  const seen = facts({ targetId: 'target_main' });
  await world.outcomes.open(open);
  await world.outcomes.settle('call_1', seen);
  await world.outcomes.giveVerdict(
    { ...open, state: 'open', facts: seen },
    { state: 'rejected', judgedAtMs: STARTED_MS, marks: { held: '0', seen: [5] }, failed: 'talk-time' },
  );
  await world.tell(await world.items());
});

const ask = (key: string, query: Record<string, string>, handler = reportHandler) =>
  callApi(handler(world.reports), { key, query: { from: DAY, to: DAY, ...query } });

/** As each of the API's other answers has it: the visit is the publisher's, where the call went the advertiser's. */
const HIDDEN = {
  acme: ['setter', 'campaign', 'medium', 'term', 'content'],
  blog: ['advertiser', 'target'],
  ann: ['campaign', 'medium', 'term', 'content', 'advertiser', 'target'],
  finance: [],
  operator: [],
} as const;

describe.each(Object.entries(HIDDEN))('a report of %s', (key, hidden: readonly string[]) => {
  it('is by what its side is shown alone', async () => {
    for (const dimension of DIMENSIONS) {
      const { status, json } = await ask(key, { groupBy: dimension === 'day' ? 'day' : `day,${dimension}` });
      expect([dimension, status]).toEqual([dimension, hidden.includes(dimension) ? 400 : 200]);
      if (status === 400) expect(json.errors[0]).toMatchObject({ field: 'query.groupBy' });
    }
  });

  it('leaves nothing out by what its side is not shown', async () => {
    const filters = { campaign: 'spring', term: 'new roof', targetId: 'target_main', setterId: 'set_ann' };
    for (const [name, value] of Object.entries(filters)) {
      const isHidden = hidden.includes(name.replace('Id', ''));
      const { status, json } = await ask(key, { [name]: value });
      expect([name, status]).toEqual([name, isHidden ? 400 : 200]);
      if (isHidden) expect(json.errors[0].field).toBe(`query.${name}`);
    }
  });
});

it.each([
  ['the file', downloadHandler, {}],
  ['the series', seriesHandler, { measures: 'calls' }],
  ['the week', weekHandler, { measure: 'calls' }],
  ['the funnel', funnelHandler, {}],
])('%s is asked for in the same way', async (_name, handler, query) => {
  const { status, json } = await ask('acme', { ...query, campaign: 'spring' }, handler);
  expect([status, json.errors[0].field]).toEqual([400, 'query.campaign']);
});

it('shows a publisher its campaigns, an advertiser the source, and the network all of it', async () => {
  const group = async (key: string, groupBy: string) => (await ask(key, { groupBy })).json.rows[0].group;
  expect(await group('blog', 'campaign,term,source')).toEqual({ campaign: 'spring', term: 'new roof', source: 'news' });
  expect(await group('acme', 'source,target')).toEqual({ source: 'news', target: 'target_main' });
  expect(await group('operator', 'campaign,target')).toEqual({ campaign: 'spring', target: 'target_main' });
});

it('the console offers each role what it may ask for', () => {
  const keys = {
    advertiser: 'acme',
    publisher: 'blog',
    setter: 'ann',
    finance: 'finance',
    operator: 'operator',
  } as const;
  for (const [role, key] of Object.entries(keys)) {
    const offered = OFFERED[role as keyof typeof OFFERED].map(([value]) => value);
    expect(offered.filter((value) => (HIDDEN[key] as readonly string[]).includes(value))).toEqual([]);
    expect(DIMENSIONS).toEqual(expect.arrayContaining(offered));
  }
});
