import { beforeAll, describe, expect, it } from 'vitest';
import { handlerOf } from '../../functions/outcomes/preview-criteria/handler.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { dynamoCustomers } from '../../shared/outcomes/dynamo-customers.ts';
import { dynamoJudged } from '../../shared/outcomes/dynamo-judged.ts';
import { dynamoOutcomes } from '../../shared/outcomes/dynamo-outcomes.ts';
import { dynamoPersonHistory } from '../../shared/outcomes/dynamo-person-history.ts';
import { outcomesTable } from '../../shared/outcomes/keys.ts';
import type { Facts } from '../../shared/outcomes/model.ts';
import { callApi } from '../support/api-event.ts';
import { TestClock } from '../support/clock.ts';
import { createTable, testDocumentClient } from '../support/tables.ts';
import { api } from './api-world.ts';
import { facts, openOutcome, qualified, STARTED_MS } from './samples.ts';

const client = testDocumentClient();
const clock = new TestClock();
let handler: ReturnType<typeof handlerOf>;
let table: string;

/** One judged outcome of `adv_acme`, its person's contact noted. */
async function judged(outcomeId: string, over: Partial<Facts>, isQualified: boolean, rest: object = {}) {
  const outcomes = dynamoOutcomes(client, table);
  const seen = facts({ personHash: `person-${outcomeId}`, ...over });
  const outcome = { ...(await outcomes.open(openOutcome(outcomeId, rest))), facts: seen };
  const { offerId } = outcome.terms;
  const contact = { outcomeId, startedAtMs: seen.startedAtMs, offerId, advertiserId: outcome.advertiserId };
  await dynamoPersonHistory(client, table).note(seen.personHash ?? '', contact);
  await outcomes.settle(outcomeId, seen);
  const judgedAtMs = seen.startedAtMs + 120_000;
  const verdict = isQualified
    ? qualified(outcomeId, { judgedAtMs })
    : { state: 'rejected' as const, judgedAtMs, marks: { held: '00', seen: [3] }, failed: 'talk-time' };
  await outcomes.giveVerdict(outcome, verdict);
}

beforeAll(async () => {
  table = await createTable(outcomesTable);
  clock.set(STARTED_MS + DAY_MS);
  handler = handlerOf({
    ...api,
    judged: dynamoJudged(client, table),
    outcomes: dynamoOutcomes(client, table),
    history: dynamoPersonHistory(client, table),
    customers: dynamoCustomers(client, table),
    clock,
    zone: 'America/New_York',
  });
  await judged('call_long', { talkSeconds: 200 }, true);
  await judged('call_short', { talkSeconds: 40 }, false);
  await judged('call_far', { talkSeconds: 300, region: 'US-TX' }, true);
  await judged(
    'call_again',
    { talkSeconds: 90, startedAtMs: STARTED_MS + 60_000, personHash: 'person-call_long' },
    true,
  );
  await judged('call_old', { talkSeconds: 500, startedAtMs: STARTED_MS - 20 * DAY_MS }, true);
  await judged('lead_1', {}, true, { model: 'lead' });
  await judged('call_rival', {}, true, { advertiserId: 'adv_rival' });
});

const preview = (body: object, { key = 'acme', query = {} }: { key?: string; query?: Record<string, string> } = {}) =>
  callApi(handler, { method: 'POST', key, query, body });

const verdictsOf = (answer: { json: { items: { outcomeId: string; wouldBe: string }[] } }) =>
  Object.fromEntries(answer.json.items.map(({ outcomeId, wouldBe }) => [outcomeId, wouldBe]));

describe('a preview of criteria', () => {
  it('judges last week’s own calls anew, and says by which question each would fail', async () => {
    const answer = await preview({
      criteria: {
        kind: 'all',
        of: [
          { kind: 'talk-time', minSeconds: 30 },
          { kind: 'caller-region', in: ['US-IL'] },
        ],
      },
    });
    expect(answer.status).toBe(200);
    expect(verdictsOf(answer)).toEqual({
      call_again: 'qualified',
      call_far: 'rejected',
      call_long: 'qualified',
      call_short: 'qualified',
    });
    expect(answer.json.counts).toEqual({ seen: 4, qualified: 3, gained: 1, lost: 1 });
    const far = answer.json.items.find((each: { outcomeId: string }) => each.outcomeId === 'call_far');
    expect(far).toMatchObject({ was: 'qualified', failed: 'caller-region' });
    expect(far.criteria.of).toMatchObject([
      { kind: 'talk-time', held: true, seen: 300 },
      { kind: 'caller-region', held: false, seen: 'US-TX' },
    ]);
    expect(answer.text).not.toMatch(/person-|payoutMinor|pub_blog/);
  });

  it('knows who called before, takes other days and models, and changes nothing', async () => {
    const repeat = { criteria: { kind: 'not', of: { kind: 'repeat', days: 30, scope: 'advertiser' } } };
    expect(verdictsOf(await preview(repeat))).toMatchObject({ call_long: 'qualified', call_again: 'rejected' });
    const criteria = { kind: 'within-caps' };
    const older = await preview({ criteria, from: '2026-02-01', to: '2026-02-28' });
    expect(Object.keys(verdictsOf(older))).toEqual(['call_old']);
    expect(Object.keys(verdictsOf(await preview({ criteria, model: 'lead' })))).toEqual(['lead_1']);
    expect((await preview({ criteria, offerId: 'offer_other' })).json.counts.seen).toBe(0);
    const stands = await dynamoOutcomes(client, table).get('call_short');
    expect(stands?.verdict).toMatchObject({ state: 'rejected', failed: 'talk-time' });
  });

  it('comes in pages, whose cursor is of nobody else', async () => {
    const criteria = { kind: 'within-caps' };
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await preview({ criteria }, { query: { limit: '2', ...(cursor ? { cursor } : {}) } });
      ids.push(...Object.keys(verdictsOf(page)));
      cursor = page.json.nextCursor;
      if (cursor) {
        const foreign = await preview({ criteria }, { key: 'rival', query: { limit: '2', cursor } });
        expect(foreign).toMatchObject({ status: 400, json: { errors: [{ field: 'query.cursor' }] } });
      }
    } while (cursor);
    expect(ids.sort()).toEqual(['call_again', 'call_far', 'call_long', 'call_short']);
  });

  it('is of the advertiser that an operator names', async () => {
    const criteria = { kind: 'within-caps' };
    const own = await preview({ criteria, advertiserId: 'adv_rival' }, { key: 'operator' });
    expect(Object.keys(verdictsOf(own))).toEqual(['call_rival']);
    expect(Object.keys(verdictsOf(await preview({ criteria }, { key: 'rival' })))).toEqual(['call_rival']);
  });

  it.each([
    [{}, 'acme', 400, 'body.criteria'],
    [{ criteria: { kind: 'talk-time', minSeconds: -1 } }, 'acme', 400, 'body.criteria.minSeconds'],
    [{ criteria: { kind: 'within-caps' }, from: '2026-03-02', to: '2026-03-01' }, 'acme', 400, 'body.to'],
    [{ criteria: { kind: 'within-caps' }, advertiserId: 'adv_rival' }, 'acme', 400, 'body.advertiserId'],
    [{ criteria: { kind: 'within-caps' } }, 'operator', 400, 'body.advertiserId'],
    [{ criteria: { kind: 'within-caps' } }, 'blog', 403, undefined],
  ])('refuses %j of %s', async (body, key, status, field) => {
    const answer = await preview(body, { key });
    expect([answer.status, answer.json.errors?.[0]?.field]).toEqual([status, field]);
  });
});
