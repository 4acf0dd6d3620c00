import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAYOUT_SCHEDULES } from '../../shared/catalog/payout-schedule.ts';
import { addDays } from '../../shared/kernel/time.ts';
import { account } from '../../shared/ledger/model.ts';
import { approveRun } from '../../shared/payouts/approve-run.ts';
import { cancelRun } from '../../shared/payouts/cancel-run.ts';
import { drawLine } from '../../shared/payouts/draw-line.ts';
import { chainOf } from '../../shared/payouts/line-chain.ts';
import { makeLine } from '../../shared/payouts/make-line.ts';
import { isUnpaid, type Line, type LineReserve } from '../../shared/payouts/model.ts';
import { requestRun } from '../../shared/payouts/open-run.ts';
import { addPeriods } from '../../shared/payouts/period.ts';
import { reserveOf, sumOf } from '../../shared/payouts/reserve.ts';
import { statementCsv } from '../../shared/payouts/statement.ts';
import { ANNA, BEN, createWorld, type World } from './world.ts';

const TENTH = { bps: 1_000, periods: 2 };

async function balance(world: World, name: string): Promise<bigint> {
  let sum = 0n;
  for await (const page of world.entries.allPages('pub_a')) {
    for (const { postings } of page) {
      for (const posting of postings) if (posting.account === name) sum -= posting.amountMinor;
    }
  }
  return sum;
}

describe('a share that is kept back', () => {
  const week = fc.record({ earnedMinor: fc.bigInt({ min: -500n, max: 5_000n }), bps: fc.nat(5_000) });

  it('is given back once, N periods later, to the cent, and never from what was lost', () => {
    fc.assert(
      fc.property(fc.array(week, { minLength: 1, maxLength: 10 }), fc.integer({ min: 1, max: 5 }), (weeks, periods) => {
        let previous: { reserve: LineReserve | undefined } | undefined;
        const withheld: bigint[] = [];
        for (const [index, { earnedMinor, bps }] of weeks.entries()) {
          const toDay = addDays('2026-01-04', index * 7);
          const reserve = reserveOf({ terms: { bps, periods }, schedule: 'weekly', previous, earnedMinor, toDay });
          if (earnedMinor <= 0n) expect(reserve?.withheldMinor ?? 0n).toBe(0n);
          withheld.push(reserve?.withheldMinor ?? 0n);
          expect(reserve?.releasedMinor ?? 0n).toBe(withheld[index - periods] ?? 0n);
          expect(sumOf(reserve?.kept ?? [])).toBe(withheld.slice(-periods).reduce((sum, each) => sum + each, 0n));
          previous = { reserve };
        }
      }),
    );
  });

  it('is the share that entries say themselves, and the publisher’s own of the rest; never more than was earned', () => {
    const rated = fc.record({ earnedMinor: fc.bigInt({ min: -500n, max: 5_000n }), bps: fc.nat(5_000) });
    fc.assert(
      fc.property(week, rated, ({ earnedMinor, bps }, own) => {
        const reserveMinor = (own.earnedMinor * BigInt(own.bps)) / 10_000n;
        const all = earnedMinor + own.earnedMinor;
        const reserve = reserveOf({
          ...{ terms: { bps, periods: 1 }, schedule: 'weekly', previous: undefined, toDay: '2026-01-04' },
          ...{ earnedMinor: all, rated: { earnedMinor: own.earnedMinor, reserveMinor } },
        });
        const withheld = reserve?.withheldMinor ?? 0n;
        expect(withheld >= 0n && withheld <= (all > 0n ? all : 0n)).toBe(true);
        if (all > 0n && earnedMinor <= 0n && reserveMinor > 0n)
          expect(withheld).toBe(reserveMinor < all ? reserveMinor : all);
      }),
    );
  });

  it.each(PAYOUT_SCHEDULES)('waits for whole periods of a %s schedule', (schedule) => {
    const later = addPeriods('2026-01-31', schedule, 2);
    const expected = {
      weekly: '2026-02-14',
      'two-weekly': '2026-02-28',
      'twice-monthly': '2026-02-28',
      monthly: '2026-03-31',
      demand: '2026-03-31',
    };
    expect(later).toBe(expected[schedule]);
  });

  it('is part of the fingerprint of its line, and lines without keep theirs', () => {
    const facts = {
      runId: 'run_weekly_2026-03-01',
      toDay: '2026-03-01',
      terms: { publisherId: 'p', schedule: 'weekly' as const, currency: 'USD', thresholdMinor: 0n },
      previous: undefined,
      previousUnpaid: false,
      entries: { count: 1, sumMinor: 1_000n, digest: '' },
      isMixed: false,
      drawnAtMs: 1,
    };
    const plain = makeLine(facts);
    const kept = makeLine({ ...facts, terms: { ...facts.terms, reserve: TENTH } });
    expect(plain.reserve).toBeUndefined();
    expect(kept).toMatchObject({ totalMinor: 900n, reserve: { withheldMinor: 100n } });
    const changed: Line = { ...kept, reserve: { withheldMinor: 100n, releasedMinor: 0n, kept: [] } };
    expect(chainOf(changed)).not.toBe(kept.chain);
  });
});

describe('a publisher whose terms keep a share back', () => {
  const run = async (world: World, toDay: string, end: 'issue' | 'cancel' | 'leave' = 'issue') => {
    world.closeDay(toDay);
    const { runId } = await requestRun(world, toDay, ANNA);
    await world.draw(await world.run(runId));
    if (end === 'cancel') await cancelRun(world, runId, BEN, 'because');
    if (end === 'issue') await approveRun(world, runId, BEN);
    await world.issue();
    return runId;
  };

  it('is paid less, then the rest, and the ledger has it between the two', async () => {
    const world = await createWorld();
    await world.addPublisher('pub_a', { reserve: TENTH });
    await world.owe('pub_a', '2026-03-01', 1_005n);
    const first = await run(world, '2026-03-01');
    const line = await world.lines.ofRun(first, 'pub_a');
    expect(line).toMatchObject({
      payMinor: 905n,
      reserve: { withheldMinor: 100n, kept: [{ untilDay: '2026-03-15', amountMinor: 100n }] },
    });
    expect(await balance(world, account.reserve('pub_a'))).toBe(100n);
    expect(await balance(world, account.payable('pub_a'))).toBe(0n);
    const csv = await statementCsv(
      line as Line,
      { state: 'issued' },
      world.entries.pages('pub_a', '2026-03-01', '2026-03-01'),
    );
    expect(csv).toContain('kept back,run_demand_2026-03-01,,,-1.00,USD');
    // Nothing earned since: the share still comes back, by a line of its own.
    await run(world, '2026-03-08');
    const third = await run(world, '2026-03-15');
    expect(await world.lines.ofRun(third, 'pub_a')).toMatchObject({
      payMinor: 100n,
      reserve: { releasedMinor: 100n, kept: [] },
    });
    expect(await balance(world, account.reserve('pub_a'))).toBe(0n);
    expect(await balance(world, account.payable('pub_a'))).toBe(0n);
  });

  it('has its entry even where the draw died before it was booked', async () => {
    const world = await createWorld();
    await world.addPublisher('pub_a', { reserve: TENTH });
    await world.owe('pub_a', '2026-03-01', 1_000n);
    const { runId } = await requestRun(world, '2026-03-01', ANNA);
    await world.enlist();
    const book = { bookPayment: () => Promise.reject(new Error('stopped')) };
    await expect(drawLine({ ...world, book }, runId, 'pub_a')).rejects.toThrow('stopped');
    expect(await balance(world, account.reserve('pub_a'))).toBe(0n);
    expect(await drawLine(world, runId, 'pub_a')).toBe('there');
    await drawLine(world, runId, 'pub_a');
    expect(await balance(world, account.reserve('pub_a'))).toBe(100n);
  });

  it('gets every cent in the end, whatever becomes of the runs', async () => {
    const each = fc.record({
      minor: fc.bigInt({ min: -300n, max: 900n }),
      end: fc.constantFrom('issue', 'cancel', 'leave'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(each, { minLength: 2, maxLength: 4 }), async (weeks) => {
        const world = await createWorld();
        await world.addPublisher('pub_a', { reserve: TENTH });
        for (const [index, { minor, end }] of weeks.entries()) {
          const toDay = addDays('2026-03-08', index * 7);
          if (minor !== 0n) await world.owe('pub_a', toDay, minor);
          await run(world, toDay, end as 'issue');
        }
        for (const { runId } of await world.runs.active()) await approveRun(world, runId, BEN);
        await world.issue();
        const latest = await world.lines.latest('pub_a');
        const goesOn =
          latest && isUnpaid(await world.run(latest.runId), 'pub_a')
            ? latest.totalMinor
            : (latest?.carriedOutMinor ?? 0n);
        expect(await balance(world, account.payable('pub_a'))).toBe(goesOn);
        expect(await balance(world, account.reserve('pub_a'))).toBe(sumOf(latest?.reserve?.kept ?? []));
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});
