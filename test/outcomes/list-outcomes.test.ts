import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf } from '../../functions/outcomes/list-outcomes/handler.ts';
import { fromIso, MINUTE_MS } from '../../shared/kernel/time.ts';
import { dynamoJudged } from '../../shared/outcomes/dynamo-judged.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import { stampCursor, unstampCursor } from '../../shared/platform/http/cursor-life.ts';
import { callApi } from '../support/api-event.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { api } from './api-world.ts';
import { facts, openOutcome, qualified } from './samples.ts';

const client = testDocumentClient();
let handler: ReturnType<typeof handlerOf>;
let table: string;

/** Midnight in New York, from 1 to 2 March 2026. */
const MIDNIGHT_MS = fromIso('2026-03-02T05:00:00Z');

async function judged(index: number, publisherId: string, judgedAtMs: number): Promise<string> {
  const outcomes = dynamoOutcomes(client, table);
  const outcomeId = `call_${publisherId}_${index}`;
  const agreed = { offerId: 'offer_roof', offerVersion: 3, publisherId, dealVersion: 0 };
  const outcome = { ...(await outcomes.open(openOutcome(outcomeId, { terms: agreed }))), facts: facts() };
  await outcomes.settle(outcomeId, facts());
  const isRejected = index % 3 === 0;
  await outcomes.giveVerdict(
    outcome,
    isRejected
      ? { state: 'rejected', judgedAtMs, marks: { held: '0', seen: [3] } }
      : qualified(outcomeId, { judgedAtMs }),
  );
  return outcomeId;
}

beforeAll(async () => {
  table = await createTable(outcomesTable);
  handler = handlerOf({ ...api, judged: dynamoJudged(client, table), zone: 'America/New_York' });
  // Pairs share an instant, as verdicts of one batch do; 12 before midnight, 12 after.
  for (let index = 0; index < 24; index += 1) {
    await judged(index, 'pub_blog', MIDNIGHT_MS + (Math.floor(index / 2) - 6) * MINUTE_MS);
  }
  await judged(1, 'pub_other', MIDNIGHT_MS);
  await dynamoOutcomes(client, table).open(openOutcome('call_open'));
});

const list = (key: string, query: Record<string, string> = {}) => callApi(handler, { key, query });

async function allPages(key: string, query: Record<string, string>): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const { status, json } = await list(key, { ...query, ...(cursor ? { cursor } : {}) });
    expect(status).toBe(200);
    ids.push(...json.items.map((item: { outcomeId: string }) => item.outcomeId));
    cursor = json.nextCursor;
    pages += 1;
  } while (cursor && pages < 50);
  return { ids, pages };
}

describe('GET /v1/outcomes', () => {
  it('lists a publisher’s judged outcomes, newest first, with its payout and no charge; open ones are not judged', async () => {
    const { status, json, text } = await list('blog');
    expect(status).toBe(200);
    expect(json.items).toHaveLength(24);
    expect(json.items[0]).toMatchObject({ state: 'qualified', payoutMinor: 3_000, currency: 'USD' });
    const times = json.items.map((item: { judgedAt: string }) => item.judgedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(text).not.toContain('4500');
    expect(text).not.toContain('call_open');
  });

  it('lists an advertiser’s with the charge and no payout', async () => {
    const { json, text } = await list('acme', { state: 'qualified' });
    expect(json.items).toHaveLength(17);
    expect(json.items.every((item: { chargeMinor: number }) => item.chargeMinor === 4_500)).toBe(true);
    expect(text).not.toContain('payoutMinor');
  });

  it.each([1, 5, 7, 24])(
    'pages of %i lose and repeat nothing, not even among verdicts of one instant',
    async (limit) => {
      const { ids } = await allPages('blog', { limit: String(limit) });
      expect(ids).toHaveLength(24);
      expect(new Set(ids).size).toBe(24);
    },
  );

  it('pages through a filter', async () => {
    const { ids } = await allPages('blog', { limit: '3', state: 'rejected' });
    expect(ids.sort()).toEqual([0, 3, 6, 9, 12, 15, 18, 21].map((index) => `call_pub_blog_${index}`).sort());
  });

  it('reads on past what a filter leaves out, and names nothing of it', async () => {
    expect((await list('blog', { limit: '1', state: 'rejected' })).json.items).toMatchObject([{ state: 'rejected' }]);
    expect((await list('ann', { limit: '1' })).json).toEqual({ items: [] });
  });

  it('lists those of one offer', async () => {
    expect((await allPages('blog', { limit: '7', offerId: 'offer_roof' })).ids).toHaveLength(24);
    expect((await allPages('blog', { offerId: 'offer_other' })).ids).toEqual([]);
  });

  it('cuts days in the network’s zone, both ends included', async () => {
    expect((await allPages('blog', { to: '2026-03-01' })).ids).toHaveLength(12);
    expect((await allPages('blog', { from: '2026-03-02' })).ids).toHaveLength(12);
    expect((await allPages('blog', { from: '2026-03-01', to: '2026-03-02', limit: '7' })).ids).toHaveLength(24);
    expect((await allPages('blog', { from: '2026-03-03' })).ids).toHaveLength(0);
  });

  it('shows an operator the side it names', async () => {
    expect((await list('operator', { publisherId: 'pub_other' })).json.items).toHaveLength(1);
    expect((await list('operator', { advertiserId: 'adv_acme' })).json.items).toHaveLength(25);
  });

  it.each<[string, string, Record<string, string>, number, string | undefined]>([
    ['an operator who names no side', 'operator', {}, 400, 'query.publisherId'],
    ['an operator who names both', 'operator', { publisherId: 'p', advertiserId: 'a' }, 400, 'query.publisherId'],
    ['a publisher who names another', 'blog', { publisherId: 'pub_other' }, 404, undefined],
    ['a publisher who names an advertiser', 'blog', { advertiserId: 'adv_acme' }, 404, undefined],
    ['an unknown state', 'blog', { state: 'open' }, 400, 'query.state'],
    ['a day that does not exist', 'blog', { from: '2026-02-30' }, 400, 'query.from'],
    ['days in the wrong order', 'blog', { from: '2026-03-02', to: '2026-03-01' }, 400, 'query.to'],
    ['too large a page', 'blog', { limit: '101' }, 400, 'query.limit'],
    ['a parameter nobody knows', 'blog', { colour: 'red' }, 400, 'query.colour'],
    ['a cursor of nobody', 'blog', { cursor: 'bm90aGluZw' }, 400, 'query.cursor'],
    ['a finance key', 'finance', {}, 403, undefined],
  ])('refuses %s', async (_name, key, query, expected, field) => {
    const { status, json } = await list(key, query);
    expect(status).toBe(expected);
    expect(json.errors?.[0]?.field).toBe(field);
  });

  it('refuses a cursor of another’s list, of another filter, and one that was tampered with', async () => {
    const { json } = await list('blog', { limit: '5' });
    const cursor: string = json.nextCursor;
    const forged = (change: (keys: string[]) => string[]): string => {
      const nowMs = Date.now();
      const payload = JSON.parse(Buffer.from(unstampCursor(cursor, nowMs), 'base64url').toString());
      const changed = Buffer.from(JSON.stringify({ ...payload, k: change(payload.k) })).toString('base64url');
      return stampCursor(changed, nowMs);
    };
    const bad: [string, Record<string, string>][] = [
      ['other', { limit: '5', cursor }],
      ['acme', { limit: '5', cursor }],
      ['blog', { limit: '5', cursor, state: 'qualified' }],
      ['blog', { limit: '5', cursor: forged(([, pk = '', sk = '']) => ['not a time', pk, sk]) }],
    ];
    for (const [key, query] of bad) {
      const answer = await list(key, query);
      expect(answer.status).toBe(400);
      expect(answer.json.errors[0].field).toBe('query.cursor');
    }
    // Another position of one's own list is one's own list still.
    const elsewhere = forged(([time = '', , sk = '']) => [time, 'CUSTOMERS#adv_acme', sk]);
    const moved = await list('blog', { limit: '5', cursor: elsewhere });
    for (const { outcomeId } of moved.json.items) expect(outcomeId).toMatch(/^call_pub_blog_/);
  });
});
