import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { drawPayoutLineHandler } from '../../functions/payouts/draw-payout-line/handler.ts';
import { entrySk, ledgerPk } from '../../shared/ledger/keys.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { resumeRun } from '../../shared/payouts/resume-run.ts';
import { quiet } from './api-call.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

describe('a draw stops the run when the past is not as it was:', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
    await world.addPublisher('pub_a');
  });

  const paidOnce = async () => {
    const entry = await world.owe('pub_a', '2026-02-27', 300n);
    await world.owe('pub_a', '2026-03-01', 400n);
    await world.draw(await requestRun(world, '2026-03-01', ANNA));
    return { pk: ledgerPk('pub_a'), sk: entrySk(entry.payableDay, entry.entryId) };
  };
  const ledger = () => ({ TableName: world.tables.ledger });
  const stoppedReason = async () => {
    world.closeDay('2026-03-08');
    const { runId } = await requestRun(world, '2026-03-08', ANNA);
    await world.enlist();
    const counted: string[] = [];
    const handler = drawPayoutLineHandler({ ...world, log: quiet, count: (name) => void counted.push(name) });
    const body = JSON.stringify({ v: 1, runId, publisherId: 'pub_a' });
    const Records = [{ messageId: 'm', body, attributes: { ApproximateReceiveCount: '1' } }];
    expect((await handler({ Records } as never)).batchItemFailures).toEqual([]);
    expect(counted).toEqual(['PayoutRunStopped']);
    const run = await world.run(runId);
    expect(run.state).toBe('stopped');
    await expect(approveRun(world, runId, BEN)).rejects.toMatchObject({ kind: 'conflict' });
    return run.stopped?.reason;
  };

  it('an entry is gone', async () => {
    await world.client.send(new DeleteCommand({ ...ledger(), Key: await paidOnce() }));
    expect(await stoppedReason()).toBe('2000-01-01 to 2026-03-01 has 1 entries, the line says 2');
  });

  it('an amount was changed, on both sides', async () => {
    const postings = [
      { a: 'advertiser:adv_1:receivable', m: 301, c: 'USD' },
      { a: 'publisher:pub_a:payable', m: -301, c: 'USD' },
    ];
    await world.client.send(
      new UpdateCommand({
        ...ledger(),
        Key: await paidOnce(),
        UpdateExpression: 'SET postings = :p',
        ExpressionAttributeValues: { ':p': postings },
      }),
    );
    expect(await stoppedReason()).toBe('2000-01-01 to 2026-03-01 sums to 701, the line says 700');
  });

  it('an entry names another outcome', async () => {
    await world.client.send(
      new UpdateCommand({
        ...ledger(),
        Key: await paidOnce(),
        UpdateExpression: 'SET outcomeId = :o',
        ExpressionAttributeValues: { ':o': 'out_other' },
      }),
    );
    expect(await stoppedReason()).toBe('an entry of 2000-01-01 to 2026-03-01 is not as it was when the line was drawn');
  });

  it('the line itself was changed', async () => {
    await paidOnce();
    const line = await world.lines.latest('pub_a');
    const Item = { pk: 'PUB#pub_a', sk: 'LINE#00000001', ...line, carriedOutMinor: 999n };
    await world.client.send(new PutCommand({ TableName: world.tables.payouts, Item }));
    expect(await stoppedReason()).toBe('line 1 is not as it was written');
  });

  it('draws on once the entry is back and a person says so; that person can not approve it', async () => {
    const key = await paidOnce();
    const gone = await world.client.send(new DeleteCommand({ ...ledger(), Key: key, ReturnValues: 'ALL_OLD' }));
    await stoppedReason();
    await world.client.send(new PutCommand({ ...ledger(), Item: gone.Attributes }));
    await resumeRun(world, 'run_demand_2026-03-08', BEN);
    const drawn = await world.draw(await world.run('run_demand_2026-03-08'));
    expect([drawn.state, drawn.stopped]).toEqual(['drawn', undefined]);
    await expect(approveRun(world, drawn.runId, BEN)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
