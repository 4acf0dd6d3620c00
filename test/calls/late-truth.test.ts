import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctLateTruthHandler, WAIT_SECONDS } from '../../functions/ledger/correct-late-truth/handler.ts';
import type { Terms } from '../../shared/catalog/model.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { standingAfter } from '../../shared/ledger/correction.ts';
import { silentLog } from '../support/log.ts';
import { sqsEvent } from '../support/sqs-event.ts';
import { type LateWorld, lateWorld, OUTCOME } from './late-world.ts';

/** 45.00 and 30.00 from 60 s of talk, 60.00 charged from 120 s. */
const TIERED: Partial<Terms> = {
  pricing: {
    charge: { kind: 'tiers', tiers: [{ minTalkSeconds: 120, amountMinor: 6_000n }], otherwiseMinor: 4_500n },
  },
};

const corrections = async (world: LateWorld) => (await world.entries()).filter(({ kind }) => kind === 'adjustment');

const standing = async (world: LateWorld) => {
  const found = (await world.correcting.corrections.read([OUTCOME])).get(OUTCOME);
  return found && standingAfter(found);
};

describe('truth that comes after the verdict', () => {
  it('charges and pays a call whose talk time was not known in time, once, held like any verdict’s money', async () => {
    const world = await lateWorld();
    await world.end();
    expect(await world.judge()).toMatchObject({ state: 'rejected', failed: 'talk-time' });
    await world.dial(95);
    await world.dial(95);
    await world.drain();
    expect(world.lateTruths).toEqual([OUTCOME, OUTCOME]);
    await Promise.all(Array.from({ length: 6 }, world.correct));
    world.clock.advance(2 * DAY_MS);
    expect(await world.correct()).toBe('corrected');
    expect(await corrections(world)).toMatchObject([
      {
        outcomeId: OUTCOME,
        reason: 'known after the verdict: talk time 95 s, judged by unknown: it qualifies',
        payableDay: '2026-03-09',
        postings: [{ amountMinor: 4_500n }, { amountMinor: -3_000n }, { amountMinor: -1_500n }],
      },
    ]);
    expect((await world.outcomes.get(OUTCOME))?.verdict).toMatchObject({ state: 'rejected', failed: 'talk-time' });
  });

  it('takes back what a shorter talk does not earn, on the day on which it would have been payable', async () => {
    const world = await lateWorld();
    await world.leg();
    await world.end();
    expect(await world.judge()).toMatchObject({ state: 'qualified' });
    await world.dial(20);
    await world.drain();
    await world.correct();
    expect(await corrections(world)).toMatchObject([
      {
        reason: 'known after the verdict: talk time 20 s, judged by 94 s: it does not qualify',
        payableDay: '2026-03-09',
      },
    ]);
    expect(Object.values(await world.balances())).toEqual([0n, 0n, 0n]);
  });

  it('moves the price to the tier that the true talk time has', async () => {
    const world = await lateWorld(TIERED);
    await world.leg();
    await world.end();
    await world.judge();
    expect(await standing(world)).toEqual({ chargeMinor: 4_500n, payoutMinor: 3_000n });
    await world.dial(150);
    await world.drain();
    await world.correct();
    expect(await standing(world)).toEqual({ chargeMinor: 6_000n, payoutMinor: 3_000n });
  });

  it('books nothing where it changes neither verdict nor price', async () => {
    const world = await lateWorld();
    await world.leg();
    await world.end();
    await world.judge();
    await world.dial(91);
    await world.drain();
    expect(world.lateTruths).toEqual([OUTCOME]);
    expect(await world.correct()).toBe('nothing-changes');
    expect(await corrections(world)).toEqual([]);
  });

  it('is only kept once the clawback window of its terms is over', async () => {
    const world = await lateWorld();
    await world.end();
    await world.judge();
    world.clock.advance(46 * DAY_MS);
    await world.dial(95);
    await world.drain();
    expect(await world.correct()).toBe('too-late');
    expect(await world.entries()).toEqual([]);
    expect((await world.call())?.outcome.late?.facts).toMatchObject({ talkSeconds: 95 });
  });

  it('adds nothing where a person has decided, and takes back no more than is left', async () => {
    const world = await lateWorld(TIERED);
    await world.leg();
    await world.end();
    await world.judge();
    const request = { action: 'reverse', outcomeId: OUTCOME, reason: 'goodwill' } as const;
    await adjustOutcome(world.correcting, request, 'cause_1');
    await world.dial(150);
    await world.drain();
    expect(await world.correct()).toBe('nothing-changes');
    await world.dial(20);
    await world.drain();
    await world.correct();
    expect(await standing(world)).toEqual({ chargeMinor: 0n, payoutMinor: 0n });
  });

  it('can be disputed and adjusted like a verdict’s money', async () => {
    const world = await lateWorld();
    await world.end();
    await world.judge();
    const request = { action: 'reverse', outcomeId: OUTCOME, reason: 'a test call' } as const;
    await expect(adjustOutcome(world.correcting, request, 'cause_0')).rejects.toThrow('not qualified');
    await world.dial(95);
    await world.drain();
    await world.correct();
    await adjustOutcome(world.correcting, request, 'cause_1');
    expect(Object.values(await world.balances())).toEqual([0n, 0n, 0n]);
  });

  it('makes good what was cut off between deciding and booking', async () => {
    const world = await lateWorld();
    await world.end();
    await world.judge();
    await world.dial(95);
    await world.drain();
    const cutOff = { ...world.correcting.book, book: () => Promise.reject(new Error('cut off')) };
    const again: unknown[] = [];
    const handlerWith = (correcting: LateWorld['correcting']) =>
      correctLateTruthHandler({ correcting, again: { send: async (m, o) => void again.push(m, o) }, log: silentLog });
    const event = sqsEvent([{ v: 1, outcomeId: OUTCOME }]);
    const broken = await handlerWith({ ...world.correcting, book: cutOff })(event);
    expect(broken.batchItemFailures).toHaveLength(1);
    const closing = { ...world.correcting.book, book: () => Promise.reject(new Problem('unavailable', 'closing')) };
    expect((await handlerWith({ ...world.correcting, book: closing })(event)).batchItemFailures).toEqual([]);
    expect(again).toEqual([{ v: 1, outcomeId: OUTCOME }, { delaySeconds: WAIT_SECONDS }]);
    expect((await handlerWith(world.correcting)(event)).batchItemFailures).toEqual([]);
    expect(await corrections(world)).toHaveLength(1);
  });

  it('comes to the money of a call that was told in time, in any order, however often and whenever it is corrected', async () => {
    const tell = ['dial', 'dialShort', 'leg', 'end'] as const;
    const told = async (world: LateWorld, what: (typeof tell)[number]): Promise<void> => {
      if (what === 'dial') await world.dial(150);
      if (what === 'dialShort') await world.dial(20);
      if (what === 'leg') await world.leg({ CallDuration: '70' });
      if (what === 'end') await world.end();
      await world.drain();
    };
    const order = fc.shuffledSubarray([...tell], { minLength: 1 });
    const repeats = fc.array(fc.record({ what: fc.constantFrom(...tell), corrects: fc.boolean() }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(order, repeats, async (inTime, late) => {
        const [world, known] = await Promise.all([lateWorld(TIERED), lateWorld(TIERED)]);
        for (const what of inTime) await told(world, what);
        await world.end();
        await world.judge();
        for (const { what, corrects } of late) {
          await told(world, what);
          if (corrects) await world.correct();
        }
        await world.correct();
        for (const what of [...inTime, ...late.map((each) => each.what)]) await told(known, what);
        await known.end();
        await known.judge();
        const money = ({ balances }: LateWorld) =>
          balances().then((all) => Object.entries(all).filter(([, sum]) => sum !== 0n));
        expect(await money(world)).toEqual(await money(known));
      }),
      { numRuns: 15 },
    );
  });
});
