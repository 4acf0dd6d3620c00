import { beforeEach, describe, expect, it } from 'vitest';
import { drawPayoutLineHandler } from '../../functions/payouts/draw-payout-line/handler.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { cancelRun } from '../../shared/payouts/cancel-run.ts';
import { closeRuns } from '../../shared/payouts/close-run.ts';
import { drawLine } from '../../shared/payouts/draw-line.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { quiet } from './api-call.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

describe('drawing a line', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
    await world.addPublisher('pub_a');
  });
  const start = async (toDay: string) => {
    world.closeDay(toDay);
    const run = await requestRun(world, toDay, ANNA);
    await world.enlist();
    return run.runId;
  };

  it('is one line however many draw it at once, and however often it is tried again', async () => {
    await world.owe('pub_a', '2026-03-01', 700n);
    const runId = await start('2026-03-01');
    const races = await Promise.allSettled(Array.from({ length: 12 }, () => drawLine(world, runId, 'pub_a')));
    const answers = races.map((race) => (race.status === 'fulfilled' ? race.value : 'again'));
    expect(answers.filter((answer) => answer === 'drawn')).toHaveLength(1);
    const line = await world.lines.ofRun(runId, 'pub_a');
    expect(await world.lines.latest('pub_a')).toEqual(line);
    expect(line).toMatchObject({ seq: 1, payMinor: 700n });
    expect(await drawLine(world, runId, 'pub_a')).toBe('there');
    expect(await world.lines.ofRun(runId, 'pub_a')).toEqual(line);
  });

  it('costs 4 write units, and reads its own days and the ones before, nothing else', async () => {
    for (let index = 0; index < 40; index += 1) await world.owe('pub_a', '2026-02-20', 100n);
    await world.draw(await requestRun(world, '2026-02-22', ANNA));
    for (let index = 0; index < 40; index += 1) await world.owe('pub_a', '2026-03-01', 100n);
    await world.draw(await requestRun(world, '2026-03-01', ANNA));
    await world.owe('pub_a', '2026-03-08', 100n);
    const runId = await start('2026-03-08');
    world.meter.reset();
    expect(await drawLine(world, runId, 'pub_a')).toBe('drawn');
    expect(world.meter.units.write).toBeLessThanOrEqual(4);
    // Two runs, two lines and the publisher at 1 to 2 units each; 41 entries of about 250 bytes at 4 KB a unit.
    expect(world.meter.units.read).toBeLessThanOrEqual(9);
  });

  it('costs one write unit where there is nothing to say', async () => {
    const runId = await start('2026-03-01');
    world.meter.reset();
    await drawLine(world, runId, 'pub_a');
    expect(world.meter.units.write).toBe(1);
    expect(await world.lines.latest('pub_a')).toBeUndefined();
  });

  it('carries what a cancelled run would have paid, once', async () => {
    await world.owe('pub_a', '2026-03-01', 700n);
    const first = await requestRun(world, '2026-03-01', ANNA);
    await world.draw(first);
    await cancelRun(world, first.runId, BEN, 'too early');
    await world.owe('pub_a', '2026-03-08', 50n);
    world.closeDay('2026-03-08');
    const second = await requestRun(world, '2026-03-08', ANNA);
    await world.draw(second);
    expect(await world.lines.latest('pub_a')).toMatchObject({ carriedInMinor: 700n, payMinor: 750n });
    await approveRun(world, second.runId, BEN);
    await world.issue();
    world.closeDay('2026-03-15');
    const third = await requestRun(world, '2026-03-15', ANNA);
    expect((await world.draw(third)).totals).toEqual([]);
  });

  it('keeps a run from being cancelled once a later one builds on it', async () => {
    await world.owe('pub_a', '2026-03-01', 700n);
    const first = await requestRun(world, '2026-03-01', ANNA);
    await world.draw(first);
    await start('2026-03-08');
    await expect(cancelRun(world, first.runId, BEN, 'too late')).rejects.toMatchObject({ kind: 'conflict' });
    await world.drawAll();
    expect((await approveRun(world, first.runId, BEN)).state).toBe('approved');
  });

  it('draws one run at a time: the next waits its turn', async () => {
    const first = await requestRun(world, '2026-02-22', ANNA);
    const second = await requestRun(world, '2026-03-01', ANNA);
    await Promise.all([world.enlist(), world.enlist(), world.enlist()]);
    const states = async () => [(await world.run(first.runId)).state, (await world.run(second.runId)).state];
    expect((await states()).sort()).toEqual(['drawing', 'opening']);
    await world.drawAll();
    await closeRuns(world);
    await world.enlist();
    expect((await states()).sort()).toEqual(['drawing', 'drawn']);
  });

  it('writes nothing for a run that was cancelled meanwhile, and knows no unknown run', async () => {
    const runId = await start('2026-03-01');
    await cancelRun(world, runId, BEN, 'no');
    expect(await drawLine(world, runId, 'pub_a')).toBe('over');
    expect(await world.lines.ofRun(runId, 'pub_a')).toBeUndefined();
    await expect(drawLine(world, 'run_weekly_2020-01-05', 'pub_a')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('hands a malformed or unknown message back to the queue, and does the others', async () => {
    await world.owe('pub_a', '2026-03-01', 5n);
    const runId = await start('2026-03-01');
    const handler = drawPayoutLineHandler({ ...world, log: quiet, count: () => {} });
    const record = (messageId: string, body: string) => ({
      messageId,
      body,
      attributes: { ApproximateReceiveCount: '1' },
    });
    const Records = [
      record('bad', '{"v":2}'),
      record('unknown', JSON.stringify({ v: 1, runId: 'run_x', publisherId: 'pub_a' })),
      record('stranger', JSON.stringify({ v: 1, runId, publisherId: 'pub_none' })),
      record('good', JSON.stringify({ v: 1, runId, publisherId: 'pub_a' })),
    ];
    const answer = await handler({ Records } as never);
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual([
      'bad',
      'stranger',
      'unknown',
    ]);
    expect(await world.lines.ofRun(runId, 'pub_a')).toMatchObject({ payMinor: 5n });
  });

  it('lets a line wait rather than guess a rate, when something is owed in another currency', async () => {
    await world.owe('pub_a', '2026-02-20', 3n);
    await world.draw(await requestRun(world, '2026-02-22', ANNA));
    await world.owe('pub_a', '2026-03-01', 5n);
    await world.owe('pub_a', '2026-03-01', 7n, 'EUR');
    const runId = await start('2026-03-01');
    expect(await drawLine(world, runId, 'pub_a')).toBe('drawn');
    expect(await world.lines.ofRun(runId, 'pub_a')).toMatchObject({
      seq: 0,
      decision: { kind: 'carry', reason: 'currency' },
      payMinor: 0n,
      carriedOutMinor: 5n,
    });
    expect(await world.lines.latest('pub_a')).toMatchObject({ seq: 1, payMinor: 3n });
    await closeRuns(world);
    expect((await world.run(runId)).state).toBe('drawn');
    // Converted by an entry that takes the euros back and one that owes dollars: the days are read again, whole.
    await world.owe('pub_a', '2026-03-02', -7n, 'EUR');
    await world.owe('pub_a', '2026-03-02', 8n);
    await drawLine(world, await start('2026-03-08'), 'pub_a');
    expect(await world.lines.latest('pub_a')).toMatchObject({ seq: 2, fromDay: '2026-02-23', payMinor: 13n });
  });

  it('pays net days later, each entry once, and also where the terms change', async () => {
    await world.addPublisher('pub_net', { netDays: 7 });
    await world.owe('pub_net', '2026-02-22', 10n);
    await world.owe('pub_net', '2026-02-23', 200n);
    const lineOf = async (toDay: string) => {
      world.closeDay(toDay);
      const run = await requestRun(world, toDay, ANNA);
      await world.draw(run);
      return world.lines.ofRun(run.runId, 'pub_net');
    };
    expect(await lineOf('2026-03-01')).toMatchObject({ toDay: '2026-02-22', payMinor: 10n });
    await world.publishers.change('pub_net', { netDays: 30 });
    expect(await lineOf('2026-03-08')).toMatchObject({ decision: { kind: 'nothing' } });
    await world.publishers.change('pub_net', { netDays: 0 });
    await world.owe('pub_net', '2026-03-15', 3_000n);
    expect(await lineOf('2026-03-15')).toMatchObject({ fromDay: '2026-02-23', toDay: '2026-03-15', payMinor: 3_200n });
  });
});
