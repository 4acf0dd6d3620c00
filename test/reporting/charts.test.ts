import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as funnelHandler } from '../../functions/reporting/get-report-funnel/handler.ts';
import { handlerOf as seriesHandler } from '../../functions/reporting/get-report-series/handler.ts';
import { handlerOf as weekHandler } from '../../functions/reporting/get-report-week/handler.ts';
import { HOUR_MS } from '../../shared/kernel/time.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { facts, openOutcome, STARTED_MS } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const DAY = '2026-03-02';
const NEXT_DAY = '2026-03-03';

let world: ReportWorld;

/** Six visits, three calls of which two qualified, and one of those given back; 10:00 on a Monday, one rejected at 11:00. */
beforeEach(async () => {
  world = await reportWorld();
  await world.qualify('call_1');
  await world.qualify('call_2');
  await world.outcomes.open(openOutcome('call_3'));
  const seen = facts({ talkSeconds: 5 });
  await world.outcomes.settle('call_3', seen);
  await world.outcomes.giveVerdict(
    { ...openOutcome('call_3'), state: 'open', facts: seen },
    { state: 'rejected', judgedAtMs: STARTED_MS + HOUR_MS, marks: { held: '0', seen: [5] }, failed: 'talk-time' },
  );
  const whole = { action: 'change', chargeMinor: -4_500n, payoutMinor: -3_000n, currency: 'USD' } as const;
  await adjustOutcome(world.deps, { ...whole, outcomeId: 'call_2', reason: 'given back' }, 'cause_1');
  await world.tell(await world.items());
  const { advertiserId, terms } = openOutcome('call_1');
  const { offerId, publisherId } = terms;
  const place = { offerId, advertiserId, publisherId, model: 'call', source: 'news' };
  await world.reports.visits.count(
    DAY,
    Array.from({ length: 6 }, (_, index) => ({ visitId: `${index}`, atMs: STARTED_MS, got: 'leased' as const, place })),
  );
});

const ask = (handler: typeof seriesHandler, query: Record<string, string>, key = 'operator') =>
  callApi(handler(world.reports), { key, query: { from: DAY, to: NEXT_DAY, ...query } });

describe('GET /v1/reports/series', () => {
  it('has a value for each day, empty ones included, and null where there is nothing to divide by', async () => {
    const { json } = await ask(seriesHandler, {
      measures: 'visits,calls,callRate,payoutMinor,earningsPerVisit,earningsPerCall,marginRate',
    });
    expect(json).toEqual({
      times: [DAY, NEXT_DAY],
      series: [
        { measure: 'visits', values: [6, 0] },
        { measure: 'calls', values: [3, 0] },
        { measure: 'callRate', values: [0.5, null] },
        { measure: 'payoutMinor', currency: 'USD', values: [3_000, 0] },
        { measure: 'earningsPerVisit', currency: 'USD', values: [500, null] },
        { measure: 'earningsPerCall', currency: 'USD', values: [1_000, null] },
        { measure: 'marginRate', currency: 'USD', values: [1 / 3, null] },
      ],
    });
  });

  it('has 24 values for each day by the hour', async () => {
    const { json } = await ask(seriesHandler, { measures: 'rejected,qualified', by: 'hour' });
    expect(json.times).toHaveLength(48);
    expect([json.times[0], json.times[47]]).toEqual([`${DAY}T00`, `${NEXT_DAY}T23`]);
    const at = (line: number) => json.series[line].values.findIndex((value: number) => value > 0);
    expect([json.times[at(0)], json.times[at(1)]]).toEqual([`${DAY}T11`, `${DAY}T10`]);
  });

  it.each([
    [{ measures: 'password' }, 'query.measures'],
    [{ measures: 'calls,calls' }, 'query.measures'],
    [{ measures: 'calls', by: 'minute' }, 'query.by'],
    [{ measures: 'calls', by: 'hour', to: '2026-04-02' }, 'query.to'],
    [{ measures: 'calls', to: '2026-03-01' }, 'query.to'],
  ])('refuses %j and names %s', async (query, field) => {
    const { status, json } = await ask(seriesHandler, query as unknown as Record<string, string>);
    expect([status, json.errors[0].field]).toEqual([400, field]);
  });

  it('shows nobody the other side’s money, and nobody another’s outcomes', async () => {
    for (const [key, hidden] of [
      ['blog', 'chargeMinor'],
      ['blog', 'marginRate'],
      ['acme', 'payoutMinor'],
      ['acme', 'earningsPerVisit'],
      ['acme', 'marginMinor'],
    ] as const) {
      const { status, json } = await ask(seriesHandler, { measures: `calls,${hidden}` }, key);
      expect([key, hidden, status, json.errors?.[0].field]).toEqual([key, hidden, 400, 'query.measures']);
    }
    const stranger = await ask(seriesHandler, { measures: 'visits,calls' }, 'other');
    expect(stranger.json.series.map(({ values }: { values: number[] }) => values)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect((await ask(seriesHandler, { measures: 'calls', publisherId: 'pub_blog' }, 'other')).status).toBe(404);
  });
});

describe('GET /v1/reports/week', () => {
  it('adds up each hour of each weekday', async () => {
    const { json } = await ask(weekHandler, { measure: 'calls' });
    const [week] = json.weeks;
    expect(week.rows).toHaveLength(7);
    for (const row of week.rows) expect(row).toHaveLength(24);
    expect([week.rows[0][10], week.rows[0][11], week.rows[1][10]]).toEqual([2, 1, 0]);
    const money = await ask(weekHandler, { measure: 'chargeMinor' });
    expect(money.json.weeks[0].currency).toBe('USD');
    expect((await ask(weekHandler, { measure: 'chargeMinor' }, 'blog')).status).toBe(400);
  });
});

describe('GET /v1/reports/funnel', () => {
  it('leads from visit to pay, and tells why others were lost', async () => {
    const { json } = await ask(funnelHandler, {});
    expect(json).toEqual({
      stages: [
        { stage: 'visits', count: 6, ofBefore: null },
        { stage: 'calls', count: 3, ofBefore: 0.5 },
        { stage: 'answered', count: 3, ofBefore: 1 },
        { stage: 'qualified', count: 2, ofBefore: 2 / 3 },
        { stage: 'paid', count: 1, ofBefore: 0.5 },
      ],
      rejected: [{ failed: 'talk-time', count: 1 }],
    });
    expect((await ask(funnelHandler, {}, 'other')).json.stages[0].count).toBe(0);
    expect((await ask(funnelHandler, { model: 'lead' })).json.stages).toHaveLength(4);
  });
});
