import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, endOfDayMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/kernel/time.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { type JudgePorts, judgeOutcome } from '../../shared/outcomes/judge-outcome.ts';
import { memoryBook, memoryOutcomes } from '../outcomes/fakes.ts';
import { facts, openOutcome } from '../outcomes/samples.ts';
import { SimulatedTime } from '../support/simulated-time.ts';
import { terms } from './samples.ts';

const ZONE = 'America/New_York';
const DAY = '2026-03-02';
const END_MS = endOfDayMs(DAY, ZONE);
/** A payout run over the day reads it no sooner. */
const RUN_OPENS_MS = END_MS + HOUR_MS;

interface Delivery {
  /** From the end of the day. */
  readonly startMs: number;
  /** It is cut off after so long, wherever it is. */
  readonly lifeMs: number;
}

interface Plan {
  readonly deliveries: readonly Delivery[];
  /** How long each step of whoever is next takes. */
  readonly pausesMs: readonly number[];
}

const delivery = (fromMs: number, toMs: number): fc.Arbitrary<Delivery> =>
  fc.record({ startMs: fc.integer({ min: fromMs, max: toMs }), lifeMs: fc.nat(60 * SECOND_MS) });

const plan: fc.Arbitrary<Plan> = fc.record({
  deliveries: fc
    .tuple(
      delivery(-2 * MINUTE_MS, 0),
      fc.array(delivery(-2 * MINUTE_MS, 16 * MINUTE_MS), { maxLength: 1 }),
      fc.array(delivery(14 * MINUTE_MS, 50 * MINUTE_MS), { maxLength: 6 }),
    )
    .map(([first, early, late]) => [first, ...early, ...late]),
  pausesMs: fc.array(fc.oneof(fc.nat(200), fc.nat(25 * SECOND_MS)), { minLength: 1, maxLength: 60 }),
});

/** One outcome without hold, judged by many deliveries around the end of its day, each cut off at its own time. */
async function simulate({ deliveries, pausesMs }: Plan) {
  let step = 0;
  const time = new SimulatedTime(END_MS - HOUR_MS, () => {
    step += 1;
    return pausesMs[step % pausesMs.length] ?? 0;
  });
  const book = memoryBook(time.pause);
  const seenByRun = () => [...book.booked.values()].filter((entry) => entry.payableDay === DAY).length;
  const outcomes = memoryOutcomes(time.pause);
  const { clock } = time;
  const ports: JudgePorts = {
    outcomes,
    history: { note: async () => {}, earlier: async () => [] },
    customers: { add: async () => 0, has: async () => false },
    terms: { terms: async () => terms({ holdDays: 0 }) },
    journal: verdictJournal({ book, clock, zone: ZONE }),
    clock,
    zone: ZONE,
  };
  time.start(END_MS - HOUR_MS, HOUR_MS, async () => {
    await outcomes.open(openOutcome('call_1'));
    await outcomes.settle('call_1', facts());
  });
  const deliver = async () => void (await judgeOutcome(ports, 'call_1'));
  for (const { startMs, lifeMs } of deliveries) time.start(END_MS + startMs, lifeMs, deliver);
  let readByRun = -1;
  time.start(RUN_OPENS_MS, HOUR_MS, async () => {
    readByRun = seenByRun();
  });
  // The queue brings back what was cut off, in the end to somebody who lives.
  time.start(END_MS + 6 * HOUR_MS, 24 * HOUR_MS, deliver);
  await time.run();
  const entries = [...book.booked.values()];
  const verdict = (await settleNow(time, outcomes.get('call_1')))?.verdict;
  const judgedOn = dayOf(verdict?.judgedAtMs ?? 0, ZONE);
  return { entries, frozen: verdict?.booking?.posting, judgedOn, readByRun, inDay: seenByRun() };
}

async function settleNow<T>(time: SimulatedTime, work: Promise<T>): Promise<T> {
  const [result] = await Promise.all([work, new Promise((resolve) => setImmediate(resolve)).then(() => time.run())]);
  return result;
}

describe('closing a day without a transaction', () => {
  it('any deliveries, overlapping, slow or cut off anywhere, leave exactly one entry, where its key says', async () => {
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(plan, async (anyPlan) => {
        const { entries, frozen, judgedOn } = await simulate(anyPlan);
        expect(entries).toHaveLength(1);
        expect(entries[0]?.payableDay).toBe(frozen?.payableDay);
        if (judgedOn === DAY && frozen?.payableDay !== DAY) moved += 1;
      }),
      { numRuns: 400 },
    );
    // The simulation would prove little if the key never had to move.
    expect(moved).toBeGreaterThan(3);
  });

  it('a run that opens an hour after the day sees all that will ever be in it', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async (anyPlan) => {
        const { readByRun, inDay } = await simulate(anyPlan);
        expect(readByRun).toBe(inDay);
      }),
      { numRuns: 300 },
    );
  });

  it('rests on the short life of a writer: one with 40 minutes to live books a second entry', async () => {
    // The first is cut off with its verdict given; the second sees the day open and then takes 20 minutes to write;
    // meanwhile the third finds nothing there and moves the key.
    const pausesMs = Array.from({ length: 100 }, () => 0);
    pausesMs[9] = 50 * MINUTE_MS;
    pausesMs[12] = 20 * MINUTE_MS;
    const unlucky = (lifeMs: number): Plan => ({
      deliveries: [-1, 14, 31].map((minute) => ({ startMs: minute * MINUTE_MS, lifeMs })),
      pausesMs,
    });
    expect((await simulate(unlucky(40 * MINUTE_MS))).entries).toHaveLength(2);
    expect((await simulate(unlucky(60 * SECOND_MS))).entries).toHaveLength(1);
  });
});
