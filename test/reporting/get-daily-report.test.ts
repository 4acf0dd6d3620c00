import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf } from '../../functions/reporting/get-daily-report/handler.ts';
import { fromIso } from '../../shared/kernel/time.ts';
import { dynamoCounters } from '../../shared/reporting/dynamo-counters.ts';
import { dynamoDailyCounts } from '../../shared/reporting/dynamo-daily-counts.ts';
import { reportsTable } from '../../shared/reporting/keys.ts';
import { type JudgedEvent, tally } from '../../shared/reporting/model.ts';
import { api } from '../outcomes/api-world.ts';
import { callApi } from '../support/api-event.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';

const client = testDocumentClient();
let handler: ReturnType<typeof handlerOf>;

const verdict = (index: number, over: Partial<JudgedEvent> = {}): JudgedEvent => ({
  outcomeId: `call_${index}`,
  publisherId: 'pub_blog',
  advertiserId: 'adv_acme',
  offerId: 'offer_roof',
  judgedAtMs: fromIso('2026-03-02T15:00:00Z'),
  state: 'qualified',
  chargeMinor: 4_500n,
  payoutMinor: 3_000n,
  currency: 'USD',
  ...over,
});

beforeAll(async () => {
  const table = await createTable(reportsTable);
  const counters = dynamoCounters(client, table);
  const rejected = { state: 'rejected', chargeMinor: 0n, payoutMinor: 0n, currency: undefined } as const;
  const events = [
    ...Array.from({ length: 40 }, (_, index) => verdict(index)),
    ...Array.from({ length: 7 }, (_, index) => verdict(100 + index, rejected)),
    verdict(200, { publisherId: 'pub_blog2' }),
    verdict(201, { advertiserId: 'adv_rival', offerId: 'offer_rival' }),
    verdict(202, { judgedAtMs: fromIso('2026-03-03T15:00:00Z') }),
  ];
  for (const group of tally(events, 'UTC')) await counters.add(group);
  handler = handlerOf({ ...api, counts: dynamoDailyCounts(client, table) });
});

const report = (key: string, query: Record<string, string> = {}) =>
  callApi(handler, { key, query: { from: '2026-03-01', to: '2026-03-04', ...query } });

describe('GET /v1/reports/daily', () => {
  it('adds up a publisher’s days by offer, with its payout and no charge', async () => {
    const { status, json } = await report('blog');
    expect(status).toBe(200);
    const row = { day: '2026-03-02', offerId: 'offer_roof', publisherId: 'pub_blog', currency: 'USD' };
    expect(json.items).toEqual([
      { ...row, offerId: 'offer_rival', qualified: 1, rejected: 0, payoutMinor: 3_000 },
      { ...row, qualified: 40, rejected: 7, payoutMinor: 120_000 },
      { ...row, day: '2026-03-03', qualified: 1, rejected: 0, payoutMinor: 3_000 },
    ]);
  });

  it('shows an advertiser its own offers, every publisher, the charge and no payout', async () => {
    const { json, text } = await report('acme', { to: '2026-03-02' });
    expect(json.items.map((row: { publisherId: string }) => row.publisherId)).toEqual(['pub_blog', 'pub_blog2']);
    expect(json.items[0]).toMatchObject({ qualified: 40, chargeMinor: 180_000 });
    expect(text).not.toContain('payoutMinor');
    expect(text).not.toContain('offer_rival');
  });

  it('shows an operator all, or the publisher it names', async () => {
    expect((await report('operator')).json.items).toHaveLength(4);
    expect((await report('operator', { publisherId: 'pub_blog2' })).json.items).toHaveLength(1);
  });

  it.each<[string, string, Record<string, string>, number, string | undefined]>([
    ['days in the wrong order', 'blog', { from: '2026-03-05' }, 400, 'query.to'],
    ['more than 31 days', 'blog', { to: '2026-04-01' }, 400, 'query.to'],
    ['a day that does not exist', 'blog', { to: '2026-02-30' }, 400, 'query.to'],
    ['another publisher', 'blog', { publisherId: 'pub_other' }, 404, undefined],
    ['a publisher named by an advertiser', 'acme', { publisherId: 'pub_blog' }, 404, undefined],
    ['a finance key', 'finance', {}, 403, undefined],
  ])('refuses %s', async (_name, key, query, expected, field) => {
    const { status, json } = await report(key, query);
    expect(status).toBe(expected);
    expect(json.errors?.[0]?.field).toBe(field);
  });
});
