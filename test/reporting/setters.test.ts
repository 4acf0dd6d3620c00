import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf as listOutcomes } from '../../functions/outcomes/list-outcomes/handler.ts';
import { handlerOf as qualityHandler } from '../../functions/reporting/get-quality/handler.ts';
import { handlerOf as reportHandler } from '../../functions/reporting/get-report/handler.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { dynamoJudged } from '../../shared/outcomes/dynamo-judged.ts';
import { viewerOf } from '../../shared/outcomes/viewer.ts';
import type { Line } from '../../shared/payouts/model.ts';
import { statementRows } from '../../shared/payouts/statement.ts';
import { dynamoQuality } from '../../shared/reporting/quality/dynamo-quality.ts';
import { scoreQuality } from '../../shared/reporting/quality/score-quality.ts';
import { callApi } from '../support/api-event.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const DAY = '2026-03-02';

let world: ReportWorld;
beforeAll(async () => {
  world = await reportWorld();
  await world.qualify('call_1');
  for (const [outcomeId, setterId] of [
    ['call_2', 'set_ann'],
    ['call_3', 'set_ann'],
    ['call_4', 'set_bob'],
  ] as const) {
    await world.qualify(outcomeId, { attribution: { confidence: 'source', source: 'desk', setterId } });
  }
  const part = { action: 'change', chargeMinor: -500n, payoutMinor: -300n, currency: 'USD' } as const;
  await adjustOutcome(world.deps, { ...part, outcomeId: 'call_3', reason: 'short' }, 'cause_1');
  await world.tell(await world.items());
});

const report = (key: string, query: Record<string, string> = {}) =>
  callApi(reportHandler(world.reports), { key, query: { from: DAY, to: DAY, groupBy: 'setter', ...query } });

describe('the figures of a setter', () => {
  it('are cut by setter for its publisher, with the money', async () => {
    const { json } = await report('blog');
    const rows = json.rows.map(({ group, counts, money }: Record<string, never>) => [group, counts, money]);
    expect(rows).toMatchObject([
      [{ setter: '' }, { qualified: 1 }, [{ payoutMinor: 3_000 }]],
      [{ setter: 'set_ann' }, { qualified: 2 }, [{ payoutMinor: 5_700 }]],
      [{ setter: 'set_bob' }, { qualified: 1 }, [{ payoutMinor: 3_000 }]],
    ]);
  });

  it('are its own for the setter, without money; and nobody else’s', async () => {
    const { json } = await report('ann', { groupBy: 'source' });
    expect(json).toMatchObject({ rows: [{ group: { source: 'desk' }, counts: { outcomes: 2, qualified: 2 } }] });
    expect(json.total.money).toEqual([]);
    expect(json.total.kpis.every((kpi: object) => !('currency' in kpi))).toBe(true);
    expect((await report('ann', { setterId: 'set_bob' })).status).toBe(404);
    expect((await report('ann', { publisherId: 'pub_other' })).status).toBe(404);
  });

  it('are not the advertiser’s to see', async () => {
    expect((await report('acme')).text).toContain('query.groupBy');
    expect((await report('acme', { groupBy: 'day', setterId: 'set_ann' })).text).toContain('query.setterId');
  });

  it('score it on its own', async () => {
    const quality = dynamoQuality(world.client, world.reportsName);
    await scoreQuality({ ...world.reports, quality, publish: async () => {}, clock: world.clock });
    const show = (key: string) =>
      callApi(qualityHandler({ ...world.reports, quality }), { key, params: { publisherId: 'pub_blog' } });
    const { json } = await show('blog');
    expect(json.setters).toMatchObject([
      { setterId: 'set_ann', parts: [{ outOf: 2 }, {}, {}, {}] },
      { setterId: 'set_bob', parts: [{ outOf: 1 }, {}, {}, {}] },
    ]);
    const own = (await show('ann')).json;
    expect(own).toMatchObject({ setterId: 'set_ann', score: json.setters[0].score, setters: [], sources: [] });
    const foreign = { key: 'ann', params: { publisherId: 'pub_other' } };
    expect((await callApi(qualityHandler({ ...world.reports, quality }), foreign)).status).toBe(404);
  });
});

describe('the outcomes of a setter', () => {
  const list = (key: string, query: Record<string, string> = {}) => {
    const judged = dynamoJudged(world.client, world.outcomesName);
    return callApi(listOutcomes({ ...world.reports, judged }), { key, query });
  };
  const idsOf = (json: { items: { outcomeId: string }[] }) => json.items.map(({ outcomeId }) => outcomeId).sort();

  it('are listed for it and, by name, for its publisher', async () => {
    const own = (await list('ann')).json;
    expect(idsOf(own)).toEqual(['call_2', 'call_3']);
    expect(own.items.every((item: object) => !('payoutMinor' in item))).toBe(true);
    expect(idsOf((await list('blog', { setterId: 'set_bob' })).json)).toEqual(['call_4']);
    expect(idsOf((await list('blog')).json)).toEqual(['call_1', 'call_2', 'call_3', 'call_4']);
    expect((await list('ann', { setterId: 'set_bob' })).status).toBe(404);
    expect((await list('acme', { setterId: 'set_ann' })).text).toContain('query.setterId');
  });

  it('are its own, without the money of either side', async () => {
    const viewer = viewerOf({ role: 'setter', subjectId: 'set_ann', publisherId: 'pub_blog' });
    expect(viewer).toMatchObject({ seesBuyer: false, seesSeller: false, seesSetter: true });
    const [own, foreign] = [await world.outcomes.get('call_2'), await world.outcomes.get('call_4')];
    expect([own && viewer.owns(own), foreign && viewer.owns(foreign)]).toEqual([true, false]);
    expect(viewerOf({ role: 'advertiser', subjectId: 'adv_acme' }).seesSetter).toBe(false);
  });
});

describe('a statement', () => {
  it('names who brought each entry and what each setter brought, corrections included', async () => {
    const line = {
      ...{ publisherId: 'pub_blog', runId: 'run_weekly_2026-03-15', toDay: '2026-03-15', currency: 'USD' },
      ...{ carriedInMinor: 0n, totalMinor: 11_700n, payMinor: 11_700n, carriedOutMinor: 0n, decision: { kind: 'pay' } },
    } as Line;
    const rows: string[][] = [];
    const run = { state: 'issued', held: [] } as const;
    for await (const row of statementRows(line, run, world.journal.allPages('pub_blog'))) rows.push(row);
    const setters = rows.filter(([, what]) => what === 'verdict' || what === 'adjustment').map((row) => row.at(-1));
    expect(setters.sort()).toEqual(['', 'set_ann', 'set_ann', 'set_ann', 'set_bob']);
    expect(rows.filter(([, what]) => what === 'brought by setter')).toEqual([
      ['2026-03-15', 'brought by setter', 'set_ann', '', '3 entries', '57.00', 'USD', 'set_ann'],
      ['2026-03-15', 'brought by setter', 'set_bob', '', '1 entry', '30.00', 'USD', 'set_bob'],
    ]);
  });
});
