import { describe, expect, it } from 'vitest';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { closeRuns } from '../../shared/payouts/close-run.ts';
import { drawLine } from '../../shared/payouts/draw-line.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { ANNA, BEN, createWorld } from './world.ts';

const PUBLISHERS = 200;

describe('a run over some hundreds of publishers', () => {
  it('draws each once though every message comes twice and to two at once, and pays to the cent', async () => {
    const world = await createWorld();
    const ids = Array.from({ length: PUBLISHERS }, (_, index) => `pub_${String(index).padStart(4, '0')}`);
    let owedMinor = 0n;
    await Promise.all(
      ids.map(async (id, index) => {
        const minor = BigInt(index * 7 - 199);
        owedMinor += minor;
        await world.addPublisher(id, { payee: index % 10 === 0 ? null : undefined });
        await world.owe(id, '2026-03-01', minor);
      }),
    );
    const { runId } = await requestRun(world, '2026-03-01', ANNA);
    await Promise.all([world.enlist(), world.enlist()]);
    expect(world.sent.length).toBeGreaterThanOrEqual(PUBLISHERS);
    const messages = [...world.sent, ...[...world.sent].reverse()];
    const worker = async () => {
      for (let next = messages.shift(); next; next = messages.shift()) {
        await drawLine(world, next.runId, next.publisherId).catch(() => messages.push(next as never));
      }
    };
    expect(await closeRuns(world)).toEqual([]);
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(await closeRuns(world)).toEqual([runId]);

    const run = await world.run(runId);
    const [totals] = run.totals ?? [];
    expect(run.enlisted.count).toBe(PUBLISHERS);
    expect((totals?.payMinor ?? 0n) + (totals?.carriedMinor ?? 0n)).toBe(owedMinor);
    await approveRun(world, runId, BEN);
    await world.issue();
    const issued = await world.run(runId);
    expect(issued.files.map((file) => file.totalMinor)).toEqual([totals?.payMinor]);
    expect(issued.files.map((file) => file.payments)).toEqual([totals?.paidLines]);
    const [content] = [...world.files.stored.values()];
    const names = content?.match(/pub_\d{4}/g) ?? [];
    expect(new Set(names).size).toBe(totals?.paidLines);
    expect(names).toEqual([...names].sort());
  }, 60_000);
});
