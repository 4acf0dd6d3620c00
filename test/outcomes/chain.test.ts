import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { lessCredits } from '../../shared/catalog/pricing.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { adjustOutcome } from '../../shared/ledger/adjust-outcome.ts';
import { chainStandings } from '../../shared/ledger/chain-standings.ts';
import { verdictJournal } from '../../shared/ledger/post-entry.ts';
import { reportFeedback } from '../../shared/ledger/report-feedback.ts';
import { dynamoFeedback } from '../../shared/outcomes/dynamo-feedback.ts';
import { dynamoOutcomeErasure } from '../../shared/outcomes/dynamo-outcome-erasure.ts';
import { judgeOutcome } from '../../shared/outcomes/judge-outcome.ts';
import { type MoneyWorld, moneyWorld, ZONE } from '../ledger/money-world.ts';
import { terms } from '../ledger/samples.ts';
import { facts, openOutcome, STARTED_MS } from './samples.ts';

const chain = { name: 'solar', withinDays: 90 };
const onSale = { chargeShareBps: 1_000, payoutShareBps: 500 };

/** Offers of one chain: what each costs and earns. */
const PRICES: Readonly<Record<string, readonly [number, number]>> = {
  call: [1_500, 1_000],
  lead: [2_000, 1_500],
  appointment: [20_000, 15_000],
  demo: [50_000, 20_000],
};

let world: MoneyWorld;
let count = 0;
beforeAll(async () => {
  world = await moneyWorld();
});

const termsReader = {
  terms: async (ref: { offerId: string; publisherId: string }) => {
    const [charge = 0, payout = 0] = PRICES[ref.offerId] ?? [];
    const prices = { chargeMinor: BigInt(charge), payoutMinor: BigInt(payout), pricing: { chain, onSale } };
    return terms({ ...ref, ...prices, criteria: { kind: 'talk-time', minSeconds: 60 } });
  },
};

const ports = () => ({
  outcomes: world.outcomes,
  history: { note: async () => {}, earlier: async () => [] },
  customers: { add: async () => 0, has: async () => false },
  terms: termsReader,
  journal: verdictJournal({ book: world.deps.book, clock: world.clock, zone: ZONE }),
  chain: { chains: world.deps.chains, standings: chainStandings(world.deps.corrections) },
  clock: world.clock,
  zone: ZONE,
});

interface Step {
  readonly offerId: string;
  readonly personHash?: string | undefined;
  readonly publisherId?: string;
  readonly talkSeconds?: number;
  readonly startedAtMs?: number;
}

/** Opens and settles a step; gives its id. */
async function step({ offerId, publisherId = 'pub_blog', ...seen }: Step): Promise<string> {
  count += 1;
  const outcomeId = `step_${count}`;
  await world.outcomes.open(
    openOutcome(outcomeId, { terms: { offerId, offerVersion: 1, publisherId, dealVersion: 0 } }),
  );
  await world.outcomes.settle(outcomeId, facts(seen));
  return outcomeId;
}

const judge = (outcomeId: string) => judgeOutcome(ports(), outcomeId);

/** Judges as the queue does: what has to wait comes again. */
async function judgeUntilDone(outcomeId: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const waits = await judge(outcomeId).then(
      () => false,
      (error: { kind?: string }) => {
        if (error.kind !== 'unavailable') throw error;
        return true;
      },
    );
    if (!waits) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`${outcomeId} waits for ever`);
}

async function worthOf(outcomeId: string) {
  const worth = (await world.outcomes.get(outcomeId))?.verdict?.booking?.worth;
  return [Number(worth?.chargeMinor ?? 0), Number(worth?.payoutMinor ?? 0)] as const;
}

const person = (): string => {
  count += 1;
  return `person-${count}`;
};

/** As erasing a person does once all its steps are judged (shared/people). */
async function erase(steps: readonly string[], personHash: string): Promise<void> {
  const erasure = dynamoOutcomeErasure(world.client, world.outcomesName);
  const ref = { advertiserId: 'adv_acme', name: chain.name, currency: 'USD' as const, personHash };
  const name = (await erasure.renameChain(ref)) ?? '';
  // A try that died here finds the same name.
  expect(await erasure.renameChain(ref)).toBe(name);
  for (const outcomeId of steps) await erasure.erase(outcomeId, { kind: 'renamed', name }, STARTED_MS);
  await erasure.dropChain(ref);
}

describe('a chain of offers', () => {
  it('takes the lead’s price off the appointment’s, whoever brought which', async () => {
    const personHash = person();
    const lead = await step({ offerId: 'lead', personHash });
    const meeting = await step({ offerId: 'appointment', personHash, publisherId: 'pub_other' });
    await judge(lead);
    await judge(meeting);
    expect(await worthOf(lead)).toEqual([2_000, 1_500]);
    expect(await worthOf(meeting)).toEqual([18_000, 13_500]);
    const again = await step({ offerId: 'lead', personHash });
    await judge(again);
    expect(await worthOf(again)).toEqual([0, 0]);
  });

  it('knows nothing of other people, of people nobody knows, of what did not qualify and of what is long ago', async () => {
    const personHash = person();
    const first = await step({ offerId: 'lead', personHash, startedAtMs: STARTED_MS - 91 * DAY_MS });
    const bad = await step({ offerId: 'call', personHash, talkSeconds: 5 });
    const other = await step({ offerId: 'lead', personHash: person() });
    const unknown = await step({ offerId: 'lead', personHash: undefined });
    for (const each of [first, bad, other, unknown]) await judge(each);
    const meeting = await step({ offerId: 'appointment', personHash });
    await judge(meeting);
    expect(await worthOf(meeting)).toEqual([20_000, 15_000]);
  });

  it('credits what is left of a step that was given back in part', async () => {
    const personHash = person();
    const lead = await step({ offerId: 'lead', personHash });
    await judge(lead);
    const part = { action: 'change', chargeMinor: -500n, payoutMinor: -500n, currency: 'USD' } as const;
    await adjustOutcome(world.deps, { ...part, outcomeId: lead, reason: 'half of it' }, 'cause_1');
    const meeting = await step({ offerId: 'appointment', personHash });
    await judge(meeting);
    expect(await worthOf(meeting)).toEqual([18_500, 14_000]);
  });

  it('credits no more than a step’s own price, whatever its sale added', async () => {
    const personHash = person();
    const lead = await step({ offerId: 'lead', personHash });
    await judge(lead);
    const deps = { ...world.deps, terms: termsReader, feedback: dynamoFeedback(world.client, world.outcomesName) };
    await reportFeedback(deps, 'adv_acme', lead, { result: 'sold', saleMinor: 100_000n });
    const meeting = await step({ offerId: 'appointment', personHash });
    await judge(meeting);
    expect(await worthOf(meeting)).toEqual([18_000, 13_500]);
  });

  it('is sold once: the same sale can’t be reported on two of its outcomes, until it turns out to be none', async () => {
    const personHash = person();
    const lead = await step({ offerId: 'lead', personHash });
    const meeting = await step({ offerId: 'appointment', personHash });
    await judge(lead);
    await judge(meeting);
    const deps = { ...world.deps, terms: termsReader, feedback: dynamoFeedback(world.client, world.outcomesName) };
    const report = (outcomeId: string, result: 'sold' | 'unsold') =>
      reportFeedback(deps, 'adv_acme', outcomeId, { result, saleMinor: result === 'sold' ? 100_000n : undefined });
    await report(meeting, 'sold');
    await expect(report(lead, 'sold')).rejects.toThrow(`reported on outcome ${meeting}`);
    await report(meeting, 'sold');
    await report(meeting, 'unsold');
    expect(await report(lead, 'sold')).toMatchObject({ result: 'sold' });
  });

  it('is free to be sold on another outcome where the report of its sale was refused as stale', async () => {
    const personHash = person();
    const lead = await step({ offerId: 'lead', personHash });
    const meeting = await step({ offerId: 'appointment', personHash });
    await judge(lead);
    await judge(meeting);
    const feedback = dynamoFeedback(world.client, world.outcomesName);
    const deps = { ...world.deps, terms: termsReader, feedback };
    const sold = { result: 'sold' as const, saleMinor: 100_000n };
    // A colleague reports the opposite between what this one reads and what it writes.
    let isFirst = true;
    const get: typeof feedback.get = async (outcomeId) => {
      const seen = await feedback.get(outcomeId);
      if (isFirst) await reportFeedback(deps, 'adv_acme', outcomeId, { result: 'unsold' });
      isFirst = false;
      return seen;
    };
    const late = reportFeedback({ ...deps, feedback: { ...feedback, get } }, 'adv_acme', meeting, sold, 0);
    await expect(late).rejects.toMatchObject({ kind: 'stale' });
    expect(await reportFeedback(deps, 'adv_acme', lead, sold)).toMatchObject({ result: 'sold' });
    await expect(reportFeedback(deps, 'adv_acme', meeting, sold)).rejects.toThrow(`reported on outcome ${lead}`);
  });

  it('is sold once, however many of its outcomes it is reported on at the same moment', async () => {
    const personHash = person();
    const steps = await Promise.all(
      ['call', 'lead', 'appointment', 'demo'].map((offerId) => step({ offerId, personHash })),
    );
    for (const outcomeId of steps) await judge(outcomeId);
    const deps = { ...world.deps, terms: termsReader, feedback: dynamoFeedback(world.client, world.outcomesName) };
    const report = (outcomeId: string) =>
      reportFeedback(deps, 'adv_acme', outcomeId, { result: 'sold', saleMinor: 100_000n });
    const answers = await Promise.allSettled(steps.map(report));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const kept = await Promise.all(steps.map((outcomeId) => deps.feedback.get(outcomeId)));
    expect(kept.filter((each) => each?.result === 'sold')).toHaveLength(1);
  });

  it('is sold once even after the person was erased', async () => {
    const personHash = person();
    const lead = await step({ offerId: 'lead', personHash });
    const meeting = await step({ offerId: 'appointment', personHash });
    await judge(lead);
    await judge(meeting);
    await erase([lead, meeting], personHash);
    const deps = { ...world.deps, terms: termsReader, feedback: dynamoFeedback(world.client, world.outcomesName) };
    const sold = { result: 'sold' as const, saleMinor: 100_000n };
    await reportFeedback(deps, 'adv_acme', meeting, sold);
    await expect(reportFeedback(deps, 'adv_acme', lead, sold)).rejects.toThrow(`reported on outcome ${meeting}`);
    const again = await step({ offerId: 'lead', personHash });
    await judge(again);
    expect(await worthOf(again)).toEqual([2_000, 1_500]);
  });

  it('costs exactly its dearest step, in any order, judged one by one or all at once, each twice', async () => {
    const steps = fc.array(
      fc.record({ offerId: fc.constantFrom(...Object.keys(PRICES)), talkSeconds: fc.constantFrom(95, 95, 95, 5) }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.boolean(), async (taken, isAtOnce) => {
        const personHash = person();
        const ids = await Promise.all(taken.map((each) => step({ ...each, personHash })));
        const twice = [...ids, ...ids];
        if (isAtOnce) await Promise.all(twice.map(judgeUntilDone));
        else for (const each of twice) await judgeUntilDone(each);
        const worths = await Promise.all(ids.map(worthOf));
        const qualified = taken.filter(({ talkSeconds }) => talkSeconds >= 60).map(({ offerId }) => PRICES[offerId]);
        const dearest = (side: 0 | 1) => Math.max(0, ...qualified.map((price) => price?.[side] ?? 0));
        const total = (side: 0 | 1) => worths.reduce((sum, worth) => sum + worth[side], 0);
        expect(total(0)).toBe(dearest(0));
        expect(total(1)).toBeLessThanOrEqual(dearest(1));
      }),
      { numRuns: 25 },
    );
  });

  it('never gives back and never earns more than it costs', () => {
    const price = fc
      .tuple(fc.bigInt({ min: 0n, max: 1_000n }), fc.bigInt({ min: 0n, max: 1_000n }))
      .map(([a, b]) => (a > b ? { chargeMinor: a, payoutMinor: b } : { chargeMinor: b, payoutMinor: a }));
    fc.assert(
      fc.property(price, fc.array(price, { maxLength: 5 }), (full, credits) => {
        const left = lessCredits(full, credits);
        expect(left.chargeMinor >= 0n && left.payoutMinor >= 0n && left.payoutMinor <= left.chargeMinor).toBe(true);
      }),
    );
  });
});
