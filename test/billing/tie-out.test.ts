import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkLineChainHandler } from '../../functions/billing/check-line-chain/handler.ts';
import { tieOutPayoutRunHandler } from '../../functions/billing/tie-out-payout-run/handler.ts';
import { dynamoRunPayments } from '../../shared/billing/dynamo-run-payments.ts';
import { ledgerPk, paymentSk } from '../../shared/ledger/keys.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { runLineKey } from '../../shared/payouts/keys.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { paymentReference } from '../../shared/payouts/payment.ts';
import { fileKey } from '../../shared/payouts/read-file.ts';
import { ANNA, BEN, createWorld, type World } from '../payouts/world.ts';
import { callApi } from '../support/api-event.ts';
import { api } from './keys.ts';

let world: World;
let runId: string;

async function payOut(toDay: string): Promise<string> {
  world.closeDay(toDay);
  const run = await world.draw(await requestRun(world, toDay, ANNA));
  await approveRun(world, run.runId, BEN);
  await world.issue();
  return run.runId;
}

async function start(): Promise<void> {
  world = await createWorld();
  for (const publisherId of ['pub_a', 'pub_b']) {
    await world.addPublisher(publisherId);
    await world.owe(publisherId, '2026-02-27', 1_200n);
    await world.owe(publisherId, '2026-03-01', 800n);
  }
  await world.addPublisher('pub_c', { thresholdMinor: 5_000n });
  await world.owe('pub_c', '2026-03-01', 700n);
  runId = await payOut('2026-03-01');
}

const tieOut = (key = 'finance', id = runId) =>
  callApi(
    tieOutPayoutRunHandler({ ...api, ...world, payments: dynamoRunPayments(world.client, world.tables.ledger) }),
    {
      key,
      params: { runId: id },
    },
  );

const paymentKey = (publisherId: string) => ({
  pk: ledgerPk(publisherId),
  sk: paymentSk(runId, paymentReference(runId, publisherId)),
});

describe('GET /v1/payout-runs/{runId}/tie-out', () => {
  beforeEach(start);

  it('finds that run, lines, files and ledger say the same', async () => {
    const { status, json } = await tieOut();
    expect(status).toBe(200);
    const sums = { runMinor: 4_000, linesMinor: 4_000, filesMinor: 4_000, ledgerMinor: 4_000 };
    expect(json).toEqual({
      runId,
      state: 'issued',
      tiesOut: true,
      currencies: [{ currency: 'USD', ...sums }],
      differences: [],
      differencesFound: 0,
    });
  });

  it('names the publisher whose payment is not in the ledger', async () => {
    await world.client.send(new DeleteCommand({ TableName: world.tables.ledger, Key: paymentKey('pub_b') }));
    const { json } = await tieOut();
    expect(json).toMatchObject({ tiesOut: false, currencies: [{ ledgerMinor: 2_000, filesMinor: 4_000 }] });
    expect(json.differences[0]).toMatchObject({
      where: 'ledger',
      publisherId: 'pub_b',
      expectedMinor: 2_000,
      foundMinor: 0,
    });
  });

  it('names a line that was changed after it was paid', async () => {
    await world.client.send(
      new UpdateCommand({
        TableName: world.tables.payouts,
        Key: runLineKey(runId, 'pub_a'),
        UpdateExpression: 'SET payMinor = :more',
        ExpressionAttributeValues: { ':more': 2_500 },
      }),
    );
    const { json } = await tieOut();
    expect(json.differences.map((each: { where: string }) => each.where)).toEqual(['ledger', 'file', 'line']);
    expect(json.differences[2]).toMatchObject({ expectedMinor: 4_000, foundMinor: 4_500 });
  });

  it('names each thing that is wrong with a file', async () => {
    const name = (await world.run(runId)).files[0]?.name ?? '';
    const key = fileKey(runId, name);
    const content = world.files.stored.get(key) ?? '';
    const rows = content.trim().split('\r\n');
    const changed = [rows[0], rows[1]?.replace('20.00', '21.00'), rows[1], 'CB-STRANGE,x,y,1.00,USD,z'].join('\r\n');
    world.files.stored.set(key, changed);
    const { json } = await tieOut();
    expect(json.tiesOut).toBe(false);
    const reference = rows[1]?.split(',')[0];
    expect(json.differences.map((each: { what: string }) => each.what)).toEqual([
      'the file is not as it was issued',
      'the order differs from the line',
      `${reference} is ordered twice`,
      'CB-STRANGE is no payment of this run',
      expect.stringMatching(/^no file orders CB/),
      'the sum in USD differs from the run’s',
    ]);
    world.files.stored.delete(key);
    expect((await tieOut()).json.differences[0]).toMatchObject({ what: 'the file is gone', file: name });
  });

  it('compares a drawn run with its lines before there are files', async () => {
    world.closeDay('2026-03-08');
    await world.owe('pub_a', '2026-03-08', 300n);
    const drawn = await world.draw(await requestRun(world, '2026-03-08', ANNA));
    expect((await tieOut('finance', drawn.runId)).json).toMatchObject({
      state: 'drawn',
      tiesOut: true,
      currencies: [{ runMinor: 300, linesMinor: 300, filesMinor: 0, ledgerMinor: 0 }],
    });
  });

  it('knows no unknown run, and is for finance', async () => {
    expect((await tieOut('finance', 'run_demand_2031-01-01')).status).toBe(404);
    expect((await tieOut('finance', 'anything')).status).toBe(404);
    expect((await tieOut('acme')).status).toBe(403);
  });
});

describe('GET /v1/publishers/{publisherId}/chain-check', () => {
  const check = (query: Record<string, string> = {}, key = 'finance') =>
    callApi(checkLineChainHandler({ ...api, ...world }), { key, params: { publisherId: 'pub_a' }, query });

  beforeAll(async () => {
    await start();
    for (const day of ['2026-03-08', '2026-03-15']) {
      await world.owe('pub_a', day, 500n);
      await payOut(day);
    }
  });

  it('finds every line as it was, page by page', async () => {
    const first = await check({ limit: '2' });
    expect(first.json.items).toMatchObject([
      { seq: 3, entries: 1, holds: true },
      { seq: 2, entries: 1, holds: true },
    ]);
    const rest = await check({ limit: '2', cursor: first.json.nextCursor });
    expect(rest.json.items).toMatchObject([{ seq: 1, entries: 2, holds: true }]);
  });

  it('names the line whose entry was changed, and the line that is gone', async () => {
    const entries: { payableDay: string; entryId: string }[] = [];
    for await (const page of world.entries.pages('pub_a', '2026-03-08', '2026-03-08')) entries.push(...page);
    const [entry] = entries;
    const Key = { pk: ledgerPk('pub_a'), sk: `${entry?.payableDay}#${entry?.entryId}` };
    await world.client.send(new DeleteCommand({ TableName: world.tables.ledger, Key }));
    expect((await check()).json.items).toMatchObject([
      { seq: 3, holds: true },
      { seq: 2, holds: false, difference: expect.stringContaining('has 0 entries, the line says 1') },
      { seq: 1, holds: true },
    ]);
    const line = { pk: 'PUB#pub_a', sk: 'LINE#00000001' };
    await world.client.send(new DeleteCommand({ TableName: world.tables.payouts, Key: line }));
    expect((await check()).json.items[1].difference).toContain('has 0 entries');
    expect((await check({ limit: '1' })).json.items[0].holds).toBe(true);
    await world.client.send(
      new DeleteCommand({ TableName: world.tables.payouts, Key: { ...line, sk: 'LINE#00000002' } }),
    );
    expect((await check()).json.items).toMatchObject([{ seq: 3, holds: false, difference: 'line 2 is gone' }]);
  });

  it('refuses a forged cursor and who may not look', async () => {
    expect((await check({ cursor: 'x' })).json.errors[0].field).toBe('query.cursor');
    expect((await check({ limit: '51' })).status).toBe(400);
    expect((await check({}, 'blog')).status).toBe(403);
  });
});
