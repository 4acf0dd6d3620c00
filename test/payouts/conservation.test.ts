import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../shared/kernel/time.ts';
import { owedBy } from '../../shared/ledger/model.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { cancelRun } from '../../shared/payouts/cancel-run.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

const booked = fc.record({ day: fc.nat(6), minor: fc.bigInt({ min: -900n, max: 900n }) });
const week = fc.record({
  entries: fc.array(booked, { maxLength: 4 }),
  /** What becomes of the run: paid, given up, or left until the end. */
  end: fc.constantFrom('issue', 'cancel', 'leave'),
});
type Week = typeof week extends fc.Arbitrary<infer T> ? T : never;

async function liveWeek(world: World, monday: string, { entries, end }: Week): Promise<void> {
  for (const { day, minor } of entries) {
    if (minor !== 0n) await world.owe('pub_a', addDays(monday, day), minor);
  }
  const toDay = addDays(monday, 6);
  world.closeDay(toDay);
  const { runId } = await requestRun(world, toDay, ANNA);
  expect((await world.draw(await world.run(runId))).state).toBe('drawn');
  if (end === 'cancel') await cancelRun(world, runId, BEN, 'because');
  if (end === 'issue') await approveRun(world, runId, BEN);
  await world.issue();
}

/** What the ledger says the network still owes: all that was booked less all that was paid. */
async function balanceMinor(world: World): Promise<bigint> {
  let sum = 0n;
  for await (const page of world.entries.allPages('pub_a')) {
    for (const entry of page) sum += owedBy(entry).get('USD') ?? 0n;
  }
  return sum;
}

async function carriedMinor(world: World): Promise<bigint> {
  const latest = await world.lines.latest('pub_a');
  if (!latest) return 0n;
  const isCancelled = (await world.run(latest.runId)).state === 'cancelled';
  return isCancelled ? latest.totalMinor : latest.carriedOutMinor;
}

/** The sum of all payment files, read back as a bank would. */
function filesMinor(world: World): bigint {
  const cells = [...world.files.stored.values()].flatMap((csv) => csv.match(/,(\d+\.\d\d),USD/g) ?? []);
  return cells.reduce((sum, cell) => sum + BigInt(cell.replace(/\D/g, '')), 0n);
}

describe('after any history of runs', () => {
  it('the ledger owes what the last line carries, and the files hold what the ledger says is paid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(week, { minLength: 2, maxLength: 5 }), async (weeks) => {
        const world = await createWorld();
        await world.addPublisher('pub_a', { thresholdMinor: 500n });
        for (const [index, each] of weeks.entries()) await liveWeek(world, addDays('2026-03-02', index * 7), each);
        // Runs that were left: later ones built on them as on payments, so they can only be approved.
        for (const run of await world.runs.active()) await approveRun(world, run.runId, BEN);
        await world.issue();
        const bookedMinor = weeks.flatMap(({ entries }) => entries).reduce((sum, { minor }) => sum + minor, 0n);
        const carried = await carriedMinor(world);
        expect(await balanceMinor(world)).toBe(carried);
        expect(filesMinor(world)).toBe(bookedMinor - carried);
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});
