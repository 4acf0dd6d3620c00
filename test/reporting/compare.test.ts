import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf as downloadHandler } from '../../functions/reporting/download-report/handler.ts';
import { handlerOf as reportHandler } from '../../functions/reporting/get-report/handler.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/time.ts';
import type { OutcomeFact } from '../../shared/reporting/model.ts';
import { STARTED_MS } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { type ReportWorld, reportWorld } from './world.ts';

let world: ReportWorld;

/** A qualified call some days and hours after 2 March, ten in the morning. */
const callOn = (name: string, days: number, hours: number, currency = 'USD'): [string, OutcomeFact] => [
  `2026-03-0${2 + days}`,
  {
    ...{ kind: 'verdict', outcomeId: name, state: 'qualified', model: 'call', talkSeconds: 95, source: '-flyer' },
    ...{ offerId: 'offer_roof', advertiserId: 'adv_acme', publisherId: 'pub_blog' },
    ...{ atMs: STARTED_MS + days * DAY_MS + hours * HOUR_MS, chargeMinor: 4_500n, payoutMinor: 3_000n, currency },
  },
];

beforeAll(async () => {
  world = await reportWorld();
  const calls = [
    callOn('call_1', 0, 0),
    callOn('call_2', 1, 0),
    callOn('call_3', 2, 0, 'EUR'),
    callOn('call_4', 3, 1),
    callOn('call_5', 3, 2),
  ];
  for (const [day, fact] of calls) await world.reports.facts.keep(day, fact);
});

const TWO_DAYS = { from: '2026-03-04', to: '2026-03-05', compareFrom: '2026-03-02', compareTo: '2026-03-03' };

const ask = async (query: Record<string, string>) =>
  (await callApi(reportHandler(world.reports), { key: 'operator', query: { ...TWO_DAYS, ...query } })).json;

type Row = { group: object; beforeDay?: string; counts: { calls: number }; before: { counts: { calls: number } } };
const shown = ({ rows }: { rows: Row[] }) =>
  rows.map(({ group, beforeDay, counts, before }) => [group, beforeDay, counts.calls, before.counts.calls]);

describe('two periods', () => {
  it('stand beside each other day by day, the first beside the first', async () => {
    expect(shown(await ask({}))).toEqual([
      [{ day: '2026-03-04' }, '2026-03-02', 1, 1],
      [{ day: '2026-03-05' }, '2026-03-03', 2, 1],
    ]);
  });

  it('stand beside each other hour by hour of such days', async () => {
    expect(shown(await ask({ groupBy: 'day,hour' }))).toEqual([
      [{ day: '2026-03-04', hour: '10' }, '2026-03-02', 1, 1],
      [{ day: '2026-03-05', hour: '10' }, '2026-03-03', 0, 1],
      [{ day: '2026-03-05', hour: '11' }, '2026-03-03', 1, 0],
      [{ day: '2026-03-05', hour: '12' }, '2026-03-03', 1, 0],
    ]);
  });

  it('show what one of them has more', async () => {
    const longer = await ask({ from: '2026-03-05', compareTo: '2026-03-04' });
    expect(shown(longer)).toEqual([
      [{ day: '2026-03-05' }, '2026-03-02', 2, 1],
      [{ day: '' }, '2026-03-03', 0, 1],
      [{ day: '' }, '2026-03-04', 0, 1],
    ]);
    const shorter = await ask({ from: '2026-03-03', compareFrom: '2026-03-02', compareTo: '2026-03-02' });
    expect(shown(shorter)).toEqual([
      [{ day: '2026-03-03' }, '2026-03-02', 1, 1],
      [{ day: '2026-03-04' }, undefined, 1, 0],
      [{ day: '2026-03-05' }, undefined, 2, 0],
    ]);
  });

  it('are compared by everything else as it is', async () => {
    expect(shown(await ask({ groupBy: 'weekday' })).map(([group]) => group)).toEqual([
      { weekday: '1' },
      { weekday: '2' },
      { weekday: '3' },
      { weekday: '4' },
    ]);
  });
});

describe('the file of two periods', () => {
  const file = async (query: Record<string, string>): Promise<Record<string, string>[]> => {
    const asked = { key: 'operator', query: { ...TWO_DAYS, ...query } };
    return parse((await callApi(downloadHandler(world.reports), asked)).text, { columns: true });
  };

  it('has the columns of the other one too, and its day', async () => {
    expect(await file({})).toMatchObject([
      {
        ...{ day: '2026-03-04', dayBefore: '2026-03-02', currency: 'EUR', calls: '1', charge: '45.00' },
        ...{ callsBefore: '1', chargeBefore: '' },
      },
      { day: '2026-03-04', dayBefore: '2026-03-02', currency: 'USD', charge: '', chargeBefore: '45.00' },
      {
        ...{ day: '2026-03-05', dayBefore: '2026-03-03', currency: 'USD', calls: '2', charge: '90.00' },
        ...{ callsBefore: '1', chargeBefore: '45.00', marginBefore: '15.00', qualifiedRateBefore: '1' },
      },
    ]);
  });

  it('has no day of the other one where rows are by something else, and no column of it where there is none', async () => {
    const [row = {}] = await file({ groupBy: 'source' });
    expect(row).toMatchObject({ source: "'-flyer", currency: 'EUR', callsBefore: '2' });
    expect(Object.keys(row)).not.toContain('dayBefore');
    const query = { from: '2026-03-04', to: '2026-03-05' };
    const { text } = await callApi(downloadHandler(world.reports), { key: 'operator', query });
    expect(text.split('\r\n')[0]).not.toContain('Before');
  });
});
