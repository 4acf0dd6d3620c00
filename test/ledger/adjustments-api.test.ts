import { beforeAll, describe, expect, it } from 'vitest';
import { applyHandler } from '../../functions/ledger/apply-adjustments/handler.ts';
import { handlerOf as createHandler } from '../../functions/ledger/create-adjustment/handler.ts';
import { handlerOf as getHandler } from '../../functions/ledger/get-adjustment-upload/handler.ts';
import { handlerOf as listHandler } from '../../functions/ledger/list-adjustments/handler.ts';
import { handlerOf as previewHandler } from '../../functions/ledger/preview-adjustments/handler.ts';
import { handlerOf as uploadHandler } from '../../functions/ledger/upload-adjustments/handler.ts';
import type { ChunkRequest } from '../../shared/ledger/upload-adjustments.ts';
import { api } from '../outcomes/api-world.ts';
import { openOutcome } from '../outcomes/samples.ts';
import { callApi } from '../support/api-event.ts';
import { silentLog } from '../support/log.ts';
import { type MoneyWorld, moneyWorld } from './money-world.ts';

const HEADER = 'outcome,action,charge,payout,currency,reason\n';

let world: MoneyWorld;
let deps: MoneyWorld['deps'] & typeof api;
const sent: ChunkRequest[] = [];
const queue = { sendAll: async (messages: readonly ChunkRequest[]) => void sent.push(...messages) };

beforeAll(async () => {
  world = await moneyWorld();
  deps = { ...world.deps, ...api };
});

const of = (publisherId: string) => ({ terms: { ...openOutcome('x').terms, publisherId } });

const upload = (uploadId: string, csv: string, key = 'finance') =>
  callApi(uploadHandler({ ...deps, queue }), { method: 'PUT', key, params: { uploadId }, body: { csv } });

const preview = (csv: string) => callApi(previewHandler(deps), { method: 'POST', key: 'finance', body: { csv } });

/** Delivers messages as SQS would. */
const deliver = (messages: readonly ChunkRequest[], over = {}) =>
  applyHandler({ ...deps, ...over, log: silentLog })({
    Records: messages.map((message, at) => ({
      messageId: `m${at}`,
      body: JSON.stringify(message),
      attributes: { ApproximateReceiveCount: '1' },
    })),
  } as never);

const progress = (uploadId: string) => callApi(getHandler(deps), { key: 'finance', params: { uploadId } });

describe('POST /v1/adjustments', () => {
  const body = (outcomeId: string, over = {}) => ({
    action: 'change',
    outcomeId,
    reason: 'half of it',
    chargeMinor: -2_000,
    payoutMinor: -1_500,
    currency: 'USD',
    ...over,
  });
  const create = (given: unknown, key = 'finance') =>
    callApi(createHandler(deps), { method: 'POST', key, body: given });

  it('corrects an outcome, and tells each side its own money', async () => {
    await world.qualify('call_1', of('pub_blog'));
    const { status, json } = await create(body('call_1'));
    expect(status).toBe(201);
    expect(json).toMatchObject({ outcomeId: 'call_1', chargeMinor: -2_000, payoutMinor: -1_500, kind: 'adjustment' });
    const asPublisher = await callApi(listHandler(deps), { key: 'blog', query: {} });
    expect(asPublisher.json.items).toMatchObject([{ adjustmentId: json.adjustmentId, payoutMinor: -1_500 }]);
    expect(asPublisher.text).not.toMatch(/adv_acme|2000/);
    const asAdvertiser = await callApi(listHandler(deps), { key: 'acme', query: {} });
    expect(asAdvertiser.json.items).toMatchObject([{ chargeMinor: -2_000 }]);
    expect(asAdvertiser.text).not.toContain('1500');
    const asFinance = await callApi(listHandler(deps), { key: 'finance', query: { publisherId: 'pub_blog' } });
    expect(asFinance.json.items).toMatchObject([{ chargeMinor: -2_000, payoutMinor: -1_500 }]);
  });

  it('lists page by page, newest first', async () => {
    await create(body('call_1', { chargeMinor: -1, payoutMinor: 0, reason: 'later' }));
    world.clock.advance(1_000);
    await create(body('call_1', { chargeMinor: -1, payoutMinor: 0, reason: 'latest' }));
    const first = await callApi(listHandler(deps), { key: 'blog', query: { limit: '1' } });
    expect(first.json.items).toMatchObject([{ reason: 'latest' }]);
    const query = { limit: '1', cursor: first.json.nextCursor };
    expect((await callApi(listHandler(deps), { key: 'blog', query })).status).toBe(200);
    const foreign = await callApi(listHandler(deps), { key: 'other', query });
    expect(foreign.json.errors?.[0] ?? foreign.json).toMatchObject({ field: 'query.cursor' });
  });

  it.each([
    ['an advertiser', body('call_1'), 'acme', 403, ''],
    ['a fraction of a cent', body('call_1', { chargeMinor: -0.5 }), 'finance', 400, 'body.chargeMinor'],
    ['an overflow', body('call_1', { chargeMinor: 1e13 }), 'finance', 400, 'body.chargeMinor'],
    ['another currency', body('call_1', { currency: 'EUR' }), 'finance', 400, 'body.currency'],
    ['no reason', body('call_1', { reason: '  ' }), 'finance', 400, 'body.reason'],
    ['what nobody asked for', body('call_1', { all: true }), 'finance', 400, ''],
    ['no id', { action: 'reverse', reason: 'all of March' }, 'finance', 400, 'body.outcomeId'],
    ['an outcome that never was', body('call_never'), 'finance', 404, ''],
  ])('refuses %s', async (_name, given, key, status, field) => {
    const answer = await create(given, key);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(field);
  });
});

describe('a file of adjustments', () => {
  it('shows its effect first, then is applied exactly once, whatever is delivered twice or cut off', async () => {
    const rows: string[] = [];
    for (let at = 0; at < 120; at += 1) {
      await world.qualify(`bulk_${at}`, of(at % 2 === 0 ? 'pub_even' : 'pub_odd'));
      rows.push(at % 3 === 0 ? `bulk_${at},reverse,,,,dup` : `bulk_${at},change,-1.50,-1,USD,"short, and rude"`);
    }
    const csv = `${HEADER}${rows.join('\n')}\n`;
    expect((await preview(csv)).json).toEqual({
      rows: 120,
      advertisers: [{ partyId: 'adv_acme', currency: 'USD', rows: 120, amountMinor: -(40 * 4_500 + 80 * 150) }],
      publishers: [
        { partyId: 'pub_even', currency: 'USD', rows: 60, amountMinor: -(20 * 3_000 + 40 * 100) },
        { partyId: 'pub_odd', currency: 'USD', rows: 60, amountMinor: -(20 * 3_000 + 40 * 100) },
      ],
    });
    expect(await world.entriesOf('pub_even')).toHaveLength(60);

    expect((await upload('march', csv)).json).toMatchObject({ state: 'applying', rows: 120, appliedRows: 0 });
    expect(sent).toHaveLength(3);
    let writes = 0;
    const add: typeof deps.corrections.add = (...given) => {
      writes += 1;
      return writes > 20 ? Promise.reject(new Error('cut off')) : deps.corrections.add(...given);
    };
    const cut = await deliver(sent.slice(0, 1), { corrections: { ...deps.corrections, add } });
    expect(cut.batchItemFailures).toHaveLength(1);
    await deliver([...sent.slice(1), ...sent.slice(1)]);
    sent.length = 0;
    expect((await upload('march', csv)).status).toBe(202);
    expect(sent).toEqual([{ v: 1, uploadId: 'march', chunk: 1 }]);
    await deliver(sent);
    expect((await progress('march')).json).toMatchObject({ state: 'applied', appliedRows: 120, failedRows: [] });
    expect((await world.balancesOf('pub_even'))['publisher:pub_even:payable']).toBe(-(60n * 3_000n - 64_000n));
    expect((await world.balancesOf('pub_odd'))['publisher:pub_odd:payable']).toBe(-(60n * 3_000n - 64_000n));
    expect(await world.entriesOf('pub_odd')).toHaveLength(120);
  });

  it('with another file under a known id is refused', async () => {
    const other = `${HEADER}bulk_1,change,-0.01,0,USD,other\n`;
    expect((await upload('march', other)).status).toBe(422);
  });

  it('says which rows could no longer be applied when their turn came', async () => {
    await world.qualify('bulk_late', of('pub_late'));
    sent.length = 0;
    await upload('late', `${HEADER}bulk_late,change,-45.00,-30.00,USD,all\n`);
    await callApi(createHandler(deps), {
      method: 'POST',
      key: 'finance',
      body: { action: 'reverse', outcomeId: 'bulk_late', reason: 'meanwhile' },
    });
    await deliver(sent);
    const { json } = await progress('late');
    expect(json).toMatchObject({ state: 'applied', appliedRows: 0, failedRows: [{ line: 2 }] });
    expect(json.failedRows[0].reason).toContain('takes back more than the 0');
  });

  it('counts several rows of one outcome together', async () => {
    await world.qualify('bulk_two', of('pub_two'));
    const row = 'bulk_two,change,-30.00,-20.00,USD,again\n';
    const { status, json } = await preview(`${HEADER}${row}${row}`);
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toContain('body.csv.line 3.chargeMinor');
  });

  it('with one bad row of 10,000 applies nothing and names the row', async () => {
    await world.qualify('bulk_ok', of('pub_ok'));
    const rows = Array.from({ length: 10_000 }, (_, at) =>
      at === 7_000 ? 'bulk_ok,change,-0.005,0,USD,half a cent' : 'bulk_ok,change,-0.01,0,USD,a cent',
    );
    sent.length = 0;
    const { status, text } = await upload('big', `${HEADER}${rows.join('\n')}`);
    expect(status).toBe(400);
    expect(text).toContain('body.csv.line 7002.charge');
    expect(sent).toEqual([]);
    expect((await progress('big')).status).toBe(404);
    expect(await world.entriesOf('pub_ok')).toHaveLength(1);
  });

  it.each([
    ['no row', HEADER, 'has no row'],
    ['another header', 'id,amount\ncall_1,5\n', 'body.csv.line 1'],
    ['no CSV', `${HEADER}"open`, 'Quote Not Closed'],
    ['an outcome that never was', `${HEADER}never_1,reverse,,,,x\nnever_2,reverse,,,,x\n`, '2 of the rows'],
    ['another currency', `${HEADER}call_1,change,-1,-1,EUR,x\n`, 'body.csv.line 2.currency'],
    ['a currency that is none', `${HEADER}call_1,change,-1,-1,XXQ,x\n`, 'body.csv.line 2.currency'],
    ['a word for an amount', `${HEADER}call_1,change,ten,-1,USD,x\n`, 'body.csv.line 2.charge'],
    ['an overflow', `${HEADER}call_1,change,999999999999999,0,USD,x\n`, 'body.csv.line 2.charge'],
    ['no reason', `${HEADER}call_1,reverse,,,,\n`, 'body.csv.line 2.reason'],
    ['10,001 rows', `${HEADER}${'call_1,reverse,,,,x\n'.repeat(10_001)}`, 'more than 10000 rows'],
  ])('refuses %s', async (_name, csv, message) => {
    const { status, text } = await upload('refused', csv);
    expect(status).toBe(400);
    expect(text).toContain(message);
  });

  it('is finance’s and the network’s to send', async () => {
    expect((await upload('foreign', `${HEADER}call_1,reverse,,,,x\n`, 'acme')).status).toBe(403);
    expect((await progress('never')).status).toBe(404);
  });
});
