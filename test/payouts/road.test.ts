import { beforeAll, describe, expect, it } from 'vitest';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { readFile } from '../../shared/payouts/read-file.ts';
import { statementCsv } from '../../shared/payouts/statement.ts';
import { entriesOf } from '../../shared/payouts/summarize-entries.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

describe('a payout run from the request to the file', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await world.addPublisher('pub_a');
    await world.addPublisher('pub_b', { thresholdMinor: 5_000n });
    await world.addPublisher('pub_c', { payee: null });
    await world.addPublisher('pub_d');
    await world.addPublisher('pub_idle');
    await world.owe('pub_a', '2026-02-27', 1_200n);
    await world.owe('pub_a', '2026-03-01', 800n);
    await world.owe('pub_a', '2026-03-02', 9_999n);
    await world.owe('pub_b', '2026-03-01', 4_999n);
    await world.owe('pub_c', '2026-03-01', 700n);
    await world.owe('pub_d', '2026-02-28', 300n);
    await world.owe('pub_d', '2026-03-01', -500n);
  });

  it('pays what is due, carries the rest with its reason, and issues a file', async () => {
    const opened = await requestRun(world, '2026-03-01', ANNA);
    expect(opened).toMatchObject({ runId: 'run_demand_2026-03-01', state: 'opening' });
    const drawn = await world.draw(opened);
    expect(drawn.state).toBe('drawn');
    expect(drawn.enlisted.count).toBe(5);
    expect(drawn.totals).toEqual([
      { currency: 'USD', paidLines: 1, carriedLines: 3, payMinor: 2_000n, carriedMinor: 5_499n },
    ]);
    const decisions = Object.fromEntries(
      await Promise.all(
        ['pub_a', 'pub_b', 'pub_c', 'pub_d', 'pub_idle'].map(async (id) => [
          id,
          (await world.lines.ofRun(opened.runId, id))?.decision,
        ]),
      ),
    );
    expect(decisions).toEqual({
      pub_a: { kind: 'pay' },
      pub_b: { kind: 'carry', reason: 'below-threshold' },
      pub_c: { kind: 'carry', reason: 'no-payee' },
      pub_d: { kind: 'carry', reason: 'negative' },
      pub_idle: { kind: 'nothing' },
    });

    await approveRun(world, opened.runId, BEN);
    expect(await world.issue()).toEqual([opened.runId]);
    const issued = await world.run(opened.runId);
    expect(issued.state).toBe('issued');
    const [file] = issued.files;
    const { content } = await readFile(world, opened.runId, file?.name ?? '');
    expect(content.split('\r\n')[0]).toBe('reference,name,account,amount,currency,remittance');
    expect(content).toMatch(
      /^CB[0-9A-Z]{13},Ace Media LLC,DE02120300000000202051,20\.00,USD,run_demand_2026-03-01 pub_a\r$/m,
    );
    expect(content.trim().split('\r\n')).toHaveLength(2);
    expect(await world.runs.active()).toEqual([]);
  });

  it('pays the carried amounts in the next run, once they can be', async () => {
    await world.payees.set('pub_c', { legalName: 'Cee', method: 'csv', accountReference: 'x-1' });
    await world.owe('pub_b', '2026-03-08', 1n);
    world.closeDay('2026-03-08');
    const drawn = await world.draw(await requestRun(world, '2026-03-08', ANNA));
    expect(drawn.totals).toEqual([
      { currency: 'USD', paidLines: 3, carriedLines: 1, payMinor: 9_999n + 5_000n + 700n, carriedMinor: -200n },
    ]);
    expect(await world.lines.latest('pub_a')).toMatchObject({ seq: 2, fromDay: '2026-03-02', toDay: '2026-03-08' });
  });

  it('lists each entry on the statement, and how it became the payment', async () => {
    const line = await world.lines.ofRun('run_demand_2026-03-01', 'pub_d');
    if (!line) throw new Error('no line');
    const csv = await statementCsv(line, { state: 'issued' }, entriesOf(world.entries, line));
    expect(csv.trim().split('\r\n')).toEqual([
      'day,what,id,outcome,reason,amount,currency,setter',
      '2026-02-28,verdict,entry_6,out_6,qualified,3.00,USD,',
      '2026-03-01,adjustment,entry_7,out_7,qualified,-5.00,USD,',
      '2026-03-01,carried in,run_demand_2026-03-01,,,0.00,USD,',
      '2026-03-01,total,run_demand_2026-03-01,,,-2.00,USD,',
      '2026-03-01,paid,run_demand_2026-03-01,,,0.00,USD,',
      '2026-03-01,carried on,run_demand_2026-03-01,,More was taken back than earned; it is offset by the next periods,-2.00,USD,',
    ]);
  });
});
