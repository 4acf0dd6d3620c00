import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlerOf as showHandler } from '../../functions/outcomes/get-feedback/handler.ts';
import { handlerOf as reportHandler } from '../../functions/outcomes/report-feedback/handler.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { reportFeedback } from '../../shared/ledger/report-feedback.ts';
import { dynamoFeedback } from '../../shared/outcomes/dynamo-feedback.ts';
import { api } from '../outcomes/api-world.ts';
import { openOutcome } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { type MoneyWorld, moneyWorld } from './money-world.ts';

/** A tenth of a sale and 5.00 more for the advertiser, a twentieth and 2.00 for the publisher. */
const onSale = { chargeShareBps: 1_000, payoutShareBps: 500, chargeBonusMinor: 500n, payoutBonusMinor: 200n };

let world: MoneyWorld;
let deps: MoneyWorld['deps'] & typeof api & { feedback: ReturnType<typeof dynamoFeedback> };
let started: number;

beforeAll(async () => {
  world = await moneyWorld({ pricing: { onSale } });
  deps = { ...world.deps, ...api, feedback: dynamoFeedback(world.client, world.outcomesName) };
  started = world.clock.nowMs();
});

beforeEach(() => world.clock.set(started));

const qualify = (outcomeId: string, publisherId: string) =>
  world.qualify(outcomeId, { terms: { ...openOutcome('x').terms, publisherId } });

const report = (outcomeId: string, body: object, key = 'acme', faults = {}) =>
  callApi(reportHandler({ ...deps, ...faults }), { method: 'PUT', key, params: { outcomeId }, body });

const sold = (saleMinor: number) => ({ result: 'sold', saleMinor, currency: 'USD' });

describe('PUT /v1/outcomes/{outcomeId}/feedback', () => {
  it('books the sale’s share and bonus as one new entry, once', async () => {
    await qualify('call_a', 'pub_a');
    const { status, json } = await report('call_a', sold(100_001));
    expect(status).toBe(200);
    expect(json).toMatchObject({ result: 'sold', saleMinor: 100_001, revision: 1 });
    await Promise.all(Array.from({ length: 4 }, () => report('call_a', sold(100_001))));
    const entries = (await world.entriesOf('pub_a')).filter(({ kind }) => kind === 'adjustment');
    // 100,001 × 5 % = 5,000.05 → 5,000
    expect(entries).toMatchObject([
      {
        reason: 'reported as sold',
        postings: [{ amountMinor: 10_500n }, { amountMinor: -5_200n }, { amountMinor: -5_300n }],
      },
    ]);
  });

  it('takes the place of the report that was seen, and of no other; the same again is the one that stands', async () => {
    await qualify('call_f', 'pub_f');
    const seen = (etag: string, body: object) =>
      callApi(reportHandler(deps), {
        ...{ method: 'PUT', key: 'acme', params: { outcomeId: 'call_f' }, body },
        headers: { 'if-match': etag },
      });
    const show = (key = 'acme') =>
      callApi(showHandler({ ...deps, outcomes: world.outcomes }), {
        method: 'GET',
        key,
        params: { outcomeId: 'call_f' },
      });
    expect((await show()).status).toBe(404);
    const first = await Promise.all([1, 2, 3, 4, 5].map((cents) => seen('"0"', sold(cents * 1_000))));
    expect(first.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412]);
    expect(await show()).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      json: { result: 'sold', revision: 1 },
    });
    expect(await seen('"1"', { result: 'unsold' })).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    // Whoever has not heard the answer sends the same again.
    expect(await seen('"1"', { result: 'unsold' })).toMatchObject({ status: 200, headers: { etag: '"2"' } });
    const late = await seen('"1"', { result: 'bad' });
    expect(late).toMatchObject({ status: 412, json: { type: 'urn:callbourse:problem:stale' } });
    expect((await seen('2', { result: 'bad' })).json.errors).toMatchObject([{ field: 'headers.if-match' }]);
    expect((await show('rival')).status).toBe(404);
    expect((await show('blog')).status).toBe(403);
    expect((await world.balancesOf('pub_f'))['publisher:pub_f:payable']).toBe(-3_000n);
  });

  it('books the difference when the advertiser thinks again; the newest report counts', async () => {
    await qualify('call_b', 'pub_b');
    await report('call_b', sold(100_000));
    await report('call_b', sold(40_000));
    expect((await world.balancesOf('pub_b'))['publisher:pub_b:payable']).toBe(-(3_000n + 2_200n));
    await report('call_b', { result: 'bad', note: 'a prank' });
    expect(await world.balancesOf('pub_b')).toMatchObject({
      'publisher:pub_b:payable': -3_000n,
      'advertiser:adv_acme:receivable': 4_500n,
    });
  });

  it('cut off before its entry is made good by the same report again, also after the deadline', async () => {
    await qualify('call_c', 'pub_c');
    const book = { ...deps.book, book: () => Promise.reject(new Error('cut off')) };
    expect((await report('call_c', sold(100_000), 'acme', { book })).status).toBe(500);
    world.clock.advance(60 * DAY_MS);
    expect((await report('call_c', sold(100_000))).status).toBe(200);
    expect((await world.balancesOf('pub_c'))['publisher:pub_c:payable']).toBe(-(3_000n + 5_200n));
    expect((await report('call_c', sold(1))).json.detail).toContain('until the end of 2026-04-16');
  });

  it('never takes back what an adjustment took back already', async () => {
    await qualify('call_d', 'pub_d');
    await report('call_d', sold(100_000));
    await adjustOutcome(deps, { action: 'reverse', outcomeId: 'call_d', reason: 'fraud' }, 'c1');
    expect((await report('call_d', { result: 'bad' })).status).toBe(200);
    expect(Object.values(await world.balancesOf('pub_d'))).toEqual([0n, 0n, 0n]);
  });

  it.each([
    ['someone else’s outcome', sold(1), 'rival', 404, ''],
    ['a publisher', sold(1), 'blog', 403, ''],
    ['a fraction of a cent', sold(0.5), 'acme', 400, 'body.saleMinor'],
    ['an overflow', sold(1e13), 'acme', 400, 'body.saleMinor'],
    ['another currency', { ...sold(1), currency: 'EUR' }, 'acme', 400, 'body.currency'],
    ['a sale without its currency', { result: 'sold', saleMinor: 1 }, 'acme', 400, 'body.currency'],
    ['a value of what was not sold', { result: 'bad', saleMinor: 1, currency: 'USD' }, 'acme', 400, 'body.saleMinor'],
    ['a result that is none', { result: 'great' }, 'acme', 400, 'body.result'],
  ])('refuses %s', async (_name, body, key, status, field) => {
    await qualify('call_e', 'pub_e');
    const answer = await report('call_e', body, key);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(field);
    expect(await deps.feedback.get('call_e')).toBeUndefined();
  });

  it('in any order and however repeated, what is owed follows from the report that stands', async () => {
    const reports = fc.array(fc.record({ sale: fc.option(fc.nat(500_000)), again: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(reports, async (given) => {
        run += 1;
        const [outcomeId, publisherId] = [`call_p${run}`, `pub_p${run}`];
        await qualify(outcomeId, publisherId);
        const all = given
          .flatMap((each) => (each.again ? [each, each] : [each]))
          .map(({ sale }) =>
            reportFeedback(
              deps,
              'adv_acme',
              outcomeId,
              sale === null ? { result: 'bad' } : { result: 'sold', saleMinor: BigInt(sale) },
            ),
          );
        await Promise.allSettled(all);
        const last = await deps.feedback.get(outcomeId);
        const { result, saleMinor } = last ?? { result: 'bad' };
        await reportFeedback(deps, 'adv_acme', outcomeId, { result, saleMinor });
        const added = (await deps.corrections.read([outcomeId])).get(outcomeId)?.corrections ?? [];
        const expected = saleMinor === undefined ? 0n : added.reduce((sum, each) => sum + each.payoutMinor, 0n);
        const balances = await world.balancesOf(publisherId);
        expect(-(balances[`publisher:${publisherId}:payable`] ?? 0n)).toBe(3_000n + expected);
        if (saleMinor !== undefined)
          expect(expected >= 200n + saleMinor / 20n && expected <= 201n + saleMinor / 20n).toBe(true);
        expect(Object.values(balances).reduce((sum, each) => sum + each, 0n)).toBe(0n);
      }),
      { numRuns: 8 },
    );
  });
});
