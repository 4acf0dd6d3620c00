import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as downloadHandler } from '../../functions/reporting/download-report/handler.ts';
import { handlerOf as reportHandler } from '../../functions/reporting/get-report/handler.ts';
import { handlerOf as kpisHandler } from '../../functions/reporting/list-kpis/handler.ts';
import { rebuildHandler } from '../../functions/reporting/rebuild-facts/handler.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/kernel/time.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { reportFeedback } from '../../shared/ledger/report-feedback.ts';
import { dynamoFacts } from '../../shared/reporting/dynamo-facts.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { facts, openOutcome, STARTED_MS } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { createTable } from '../support/tables.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const DAY = '2026-03-02';

let world: ReportWorld;
beforeEach(async () => {
  world = await reportWorld();
});

const ask = async (query: Record<string, string> = {}, key = 'operator') =>
  callApi(reportHandler(world.reports), { key, query: { from: DAY, to: DAY, ...query } });

/** A rejected call that failed by its talk time. */
async function reject(outcomeId: string): Promise<void> {
  await world.outcomes.open(openOutcome(outcomeId));
  const seen = facts({ talkSeconds: 5, region: 'US-NY' });
  await world.outcomes.settle(outcomeId, seen);
  await world.outcomes.giveVerdict(
    { ...openOutcome(outcomeId), state: 'open', facts: seen },
    { state: 'rejected', judgedAtMs: STARTED_MS + HOUR_MS, marks: { held: '0', seen: [5] }, failed: 'talk-time' },
  );
}

/** Two qualified calls, one of them corrected and sold, and a rejected one. */
async function aDay(): Promise<void> {
  await world.qualify('call_1');
  await world.qualify('call_2', { attribution: { confidence: 'source', source: '=flyer' } });
  await reject('call_3');
  const part = { action: 'change', chargeMinor: -500n, payoutMinor: -300n, currency: 'USD' } as const;
  await adjustOutcome(world.deps, { ...part, outcomeId: 'call_1', reason: 'short' }, 'cause_1');
  const deps = { ...world.deps, feedback: world.feedback };
  await reportFeedback(deps, 'adv_acme', 'call_1', { result: 'sold', saleMinor: 80_000n });
  await reportFeedback(deps, 'adv_acme', 'call_1', { result: 'sold', saleMinor: 100_000n });
}

describe('GET /v1/reports', () => {
  it('adds up outcomes, money and what was reported of them', async () => {
    await aDay();
    await world.tell(await world.items());
    const { json } = await ask();
    expect(json.total.counts).toMatchObject({
      ...{ outcomes: 3, qualified: 2, rejected: 1, calls: 3, answered: 3, talkSeconds: 195 },
      ...{ sold: 1, unsold: 0, bad: 0, disputed: 0 },
    });
    // 2 × 45.00 less 5.00, and a tenth of the sale of 1,000.00; 2 × 30.00 less 3.00, and a twentieth of it.
    expect(json.total.money).toEqual([
      { currency: 'USD', chargeMinor: 18_500, payoutMinor: 10_700, marginMinor: 7_800, saleMinor: 100_000 },
    ]);
    expect(json.rows).toMatchObject([{ group: { day: DAY } }]);
    const figures = Object.fromEntries(
      json.total.kpis.map(({ id, value }: { id: string; value: number }) => [id, value]),
    );
    expect(figures).toMatchObject({
      closeRate: 0.5,
      qualifiedRate: 2 / 3,
      averageTalkSeconds: 65,
      costPerQualified: 9_250,
    });
  });

  it('groups by up to three dimensions, and filters by any', async () => {
    await aDay();
    await world.tell(await world.items());
    const { json } = await ask({ groupBy: 'state,failed,hour' });
    expect(
      json.rows.map(({ group, counts }: { group: object; counts: { outcomes: number } }) => [group, counts.outcomes]),
    ).toEqual([
      [{ state: '', failed: '', hour: '10' }, 0],
      [{ state: 'qualified', failed: '', hour: '10' }, 2],
      [{ state: 'rejected', failed: 'talk-time', hour: '11' }, 1],
    ]);
    expect((await ask({ region: 'US-NY' })).json.total.counts).toMatchObject({ outcomes: 1, rejected: 1 });
    expect((await ask({ source: '=flyer' })).json.total.counts).toMatchObject({ outcomes: 1, qualified: 1 });
  });

  it('is exactly what the ledger says, in any order and however often anything is told', async () => {
    await aDay();
    const items = await world.items();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...items, ...items], { minLength: items.length }), async (told) => {
        await world.tell(told);
        await world.tell(items);
        const { json } = await ask();
        const balances = await world.balancesOf('pub_blog');
        expect(json.total.money[0]).toMatchObject({
          chargeMinor: Number(balances['advertiser:adv_acme:receivable']),
          payoutMinor: -Number(balances['publisher:pub_blog:payable']),
          marginMinor: -Number(balances['network:revenue']),
        });
        expect(json.total.counts.outcomes).toBe(3);
      }),
      { numRuns: 10 },
    );
  });

  it('is the same to the byte after a rebuild, and a rebuild beside the stream changes nothing', async () => {
    await aDay();
    await world.tell(await world.items());
    const before = await world.kept(DAY);
    // Three verdicts, an adjustment, two bookings of the sale and its newest report.
    expect(before).toHaveLength(7);
    await rebuildHandler(world.reports)({});
    expect(await world.kept(DAY)).toEqual(before);
    const empty = await createTable(reportsTable);
    const rebuilt = { ...world.reports, facts: dynamoFacts(world.client, empty) };
    expect(await rebuildHandler(rebuilt)({})).toMatchObject({ next: undefined });
    const answer = await callApi(reportHandler(rebuilt), { key: 'operator', query: { from: DAY, to: DAY } });
    expect(answer.text).toBe((await ask()).text);
  });

  it('counts meetings that were held and missed, by what both sides said', async () => {
    for (const [outcomeId, attendance] of [
      ['appt_1', 'held'],
      ['appt_2', 'held'],
      ['appt_3', 'no-show'],
      ['appt_4', 'cancelled'],
    ] as const) {
      const open = openOutcome(outcomeId, { model: 'appointment' });
      await world.outcomes.open(open);
      const seen = facts({ answers: { attendance } });
      await world.outcomes.settle(outcomeId, seen);
      const verdict = { state: 'rejected', judgedAtMs: STARTED_MS, marks: { held: '0', seen: [5] } } as const;
      await world.outcomes.giveVerdict({ ...open, state: 'open', facts: seen }, verdict);
    }
    await world.tell(await world.items());
    const { counts, kpis } = (await ask()).json.total;
    expect(counts).toMatchObject({ appointments: 4, held: 2, noShows: 1, calls: 0 });
    expect(kpis).toContainEqual({ id: 'showRate', value: 2 / 3 });
  });

  it('compares two periods group by group', async () => {
    await aDay();
    await world.tell(await world.items());
    const { json } = await ask({
      ...{ from: '2026-03-03', to: '2026-03-03', groupBy: 'source' },
      ...{ compareFrom: DAY, compareTo: DAY },
    });
    expect(json.total.counts.outcomes).toBe(0);
    expect(json.totalBefore.counts.outcomes).toBe(3);
    expect(
      json.rows.find(({ group }: { group: { source: string } }) => group.source === '=flyer').before.counts.outcomes,
    ).toBe(1);
  });

  it('shows each side its own outcomes, its own money, and nobody else’s', async () => {
    await aDay();
    await world.tell(await world.items());
    const publisher = (await ask({}, 'blog')).json.total;
    expect(publisher.money).toEqual([{ currency: 'USD', payoutMinor: 10_700, clickCostMinor: 0 }]);
    const advertiser = (await ask({}, 'acme')).json.total;
    expect(advertiser.money).toEqual([{ currency: 'USD', chargeMinor: 18_500, saleMinor: 100_000 }]);
    expect(JSON.stringify(publisher.kpis)).not.toMatch(/cost|revenue|returnOnSpend|pipeline/);
    expect(JSON.stringify(advertiser.kpis)).not.toContain('earningsPerOutcome');
    for (const stranger of ['rival', 'other']) expect((await ask({}, stranger)).json.total.counts.outcomes).toBe(0);
    expect((await ask({ publisherId: 'pub_blog' }, 'other')).status).toBe(404);
    expect((await ask({ advertiserId: 'adv_acme' }, 'rival')).status).toBe(404);
  });

  it.each([
    [{ from: '2026-03-03', to: DAY }, 'query.to'],
    [{ to: '2026-06-30' }, 'query.to'],
    // As text, the day after this one stands before it.
    [{ from: '9999-12-31', to: '9999-12-31' }, 'query.from'],
    [{ compareFrom: DAY, compareTo: '9999-12-31' }, 'query.compareTo'],
    [{ groupBy: 'day,day' }, 'query.groupBy'],
    [{ groupBy: 'day,offer,source,region' }, 'query.groupBy'],
    [{ groupBy: 'password' }, 'query.groupBy'],
    [{ compareFrom: DAY }, 'query.compareTo'],
    [{ nonsense: '1' }, 'query.nonsense'],
  ])('refuses %j and names %s', async (query, field) => {
    const { status, json } = await ask(query as Record<string, string>);
    expect(status).toBe(400);
    expect(json.errors[0].field).toBe(field);
  });

  it('tells how long a lead waited for the first word, once, and the same after a rebuild', async () => {
    await world.qualify('lead_1', { model: 'lead' });
    await world.qualify('lead_2', { model: 'lead' });
    await world.tell(await world.items());
    const touch = (outcomeId: string, minutes: number) => ({
      ...{ pk: `OUT#${outcomeId}`, sk: 'DELIVERY', state: 'delivered', deliveredAtMs: STARTED_MS },
      ...{ firstTouchAtMs: STARTED_MS + minutes * MINUTE_MS, rev: 2 },
    });
    const told = [touch('lead_1', 10), touch('lead_2', 30), { ...touch('lead_2', 0), firstTouchAtMs: undefined }];
    await world.tell([...told.slice(0, 2), ...told].map((item) => JSON.parse(JSON.stringify(item))));
    for (const key of ['acme', 'blog', 'operator']) {
      const { counts, kpis } = (await ask({}, key)).json.total;
      expect([counts.touched, counts.responseSeconds]).toEqual([2, 2_400]);
      expect(kpis).toContainEqual({ id: 'averageResponseSeconds', value: 1_200 });
    }
  });

  it('counts a lead that its advertiser fetched from when it was bought, and never less than nothing', async () => {
    for (const leadId of ['lead_1', 'lead_2', 'lead_3']) await world.qualify(leadId, { model: 'lead' });
    await world.tell(await world.items());
    const verdict = (await world.kept(DAY)).find(({ kind }) => kind === 'verdict');
    const judgedAtMs = Number(verdict?.atMs);
    const touched = (outcomeId: string, minutes: number, more: object) => ({
      ...{ pk: `OUT#${outcomeId}`, sk: 'DELIVERY', state: 'waiting', rev: 1 },
      ...{ firstTouchAtMs: judgedAtMs + minutes * MINUTE_MS, ...more },
    });
    const { batchItemFailures } = await world.tell([
      touched('lead_1', 10, { touchFromMs: judgedAtMs + 8 * MINUTE_MS, deliveredAtMs: judgedAtMs + 20 * MINUTE_MS }),
      // Noted before it was said what the time is counted from: it was never delivered.
      touched('lead_2', 5, {}),
      touched('lead_3', 1, { deliveredAtMs: judgedAtMs + 3 * MINUTE_MS }),
    ]);
    expect(batchItemFailures).toEqual([]);
    const { touched: touches, responseSeconds } = (await ask()).json.total.counts;
    expect([touches, responseSeconds]).toEqual([3, (2 + 5 + 0) * 60]);
  });

  it('begins again at a record that it can’t read, and counts what is behind it once', async () => {
    await aDay();
    const items = await world.items();
    const broken = { ...items.find(({ pk, sk }) => pk === 'OUT#call_1' && sk === 'OUT'), state: 'maybe' };
    const answer = await world.tell([...items, broken]);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: `s${items.length}` }]);
    expect((await ask()).json.total.counts.outcomes).toBe(3);
  });
});

describe('GET /v1/reports/csv', () => {
  it('is a line for each group and currency, without a formula', async () => {
    await aDay();
    await world.tell(await world.items());
    const { text, headers } = await callApi(downloadHandler(world.reports), {
      key: 'operator',
      query: { from: DAY, to: DAY, groupBy: 'source' },
    });
    expect(headers['content-type']).toContain('text/csv');
    const [header = '', ...lines] = text.trim().split('\n');
    const column = header.split(',').indexOf('charge');
    expect(lines.map((line) => [line.split(',')[0], line.split(',')[column]])).toEqual([
      ["'=flyer", '45.00'],
      ['unknown', '140.00'],
    ]);
  });

  it('has amounts below zero as numbers, and names that begin alike as text', async () => {
    await world.qualify('call_1', { attribution: { confidence: 'source', source: '-flyer' } });
    await world.tell(await world.items());
    // The advertiser gets all of it back, the publisher keeps what it earned.
    const given = { action: 'change', chargeMinor: -4_500n, payoutMinor: 0n, currency: 'USD' } as const;
    await adjustOutcome(world.deps, { ...given, outcomeId: 'call_1', reason: 'given back' }, 'cause_1');
    await world.tell(await world.items());
    const query = { from: DAY, to: DAY, groupBy: 'source' };
    const { text } = await callApi(downloadHandler(world.reports), { key: 'operator', query });
    const [row] = parse(text, { columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ source: "'-flyer", charge: '0.00', payout: '30.00', margin: '-30.00' });
  });

  it('has no column for what its reader may not see', async () => {
    await aDay();
    await world.tell(await world.items());
    const query = { from: DAY, to: DAY };
    const { text } = await callApi(downloadHandler(world.reports), { key: 'blog', query });
    const header = text.split('\n')[0]?.split(',') ?? [];
    expect(header).toContain('payout');
    for (const hidden of ['charge', 'margin', 'sale']) expect(header).not.toContain(hidden);
  });
});

it('tells each side what its key figures mean', async () => {
  const ids = async (key: string) =>
    (await callApi(kpisHandler(world.reports), { key })).json.items.map(({ id }: { id: string }) => id);
  expect(await ids('blog')).toContain('earningsPerOutcome');
  expect(await ids('acme')).toContain('costPerHeldMeeting');
  expect(await ids('acme')).not.toContain('earningsPerOutcome');
});
