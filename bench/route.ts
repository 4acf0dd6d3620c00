import { choose } from '../shared/calls/routing/choose.ts';
import { diceOf } from '../shared/calls/routing/dice.ts';
import type { TargetState } from '../shared/calls/routing/model.ts';
import { bidder, bidderFarm, hold } from '../test/calls/auction/fixture.ts';
import { call, candidate, competition, state } from '../test/calls/routing/fixture.ts';
import { timing } from './statistics.ts';

/** A choice among the thousand targets of a market, each with hours, regions, caps and a state: at most 1 ms at the median. */
const TARGETS = 1_000;
const RUNS = 2_000;
const MEDIAN_MS = 1;

const ZONES = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Phoenix'];

const market = Array.from({ length: TARGETS }, (_, index) =>
  candidate(`target_${index.toString(36).padStart(20, 'x')}`, {
    target: {
      priority: index % 5,
      maxConcurrent: 10,
      dailyCap: 500,
      hours: {
        zone: ZONES[index % ZONES.length] ?? 'UTC',
        windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 480, toMinute: 1_080 }],
      },
    },
    rules: {
      weight: 1 + (index % 4),
      regions: {
        allow: [
          { kind: 'region', code: 'US-CA' },
          { kind: 'region', code: index % 2 === 0 ? 'US' : 'US-IL' },
        ],
      },
      caps: [{ per: 'month', calls: 10_000, amountMinor: 100_000_000n }],
      minAttestation: 'C',
      pauseUnanswered: { inHour: 3 },
    },
    chargeMinor: BigInt(2_000 + (index % 50) * 10),
  }),
);

const states = new Map<string, TargetState>(
  market.map(({ target }, index) => [target.targetId, state({ live: index % 11, answeredBps: 5_000 + index })]),
);

const rules = competition({ order: 'price', weighAnswers: true, stickyDays: 7 });
const durationsMs: number[] = [];
let routed = 0;
for (let run = 0; run < RUNS + 200; run += 1) {
  const facts = call({ outcomeId: `call_${run}` });
  const startMs = performance.now();
  const decision = choose(facts, market, rules, (targetId) => states.get(targetId), diceOf(facts.outcomeId));
  if (run >= 200) durationsMs.push(performance.now() - startMs);
  routed += decision.steps.length;
}

const result = timing(
  durationsMs,
  durationsMs.reduce((sum, each) => sum + each, 0),
);
console.log(JSON.stringify({ bench: 'route', targets: TARGETS, ...result, medianLimitMs: MEDIAN_MS, routed }));
if (result.p50Ms > MEDIAN_MS) {
  console.error(`the median of ${result.p50Ms} ms is above ${MEDIAN_MS} ms`);
  process.exitCode = 1;
}

/** An auction over real HTTP among twenty of which five hang: it ends at its deadline, never more than 50 ms after it. */
const BIDDERS = 20;
const HANGING = 5;
const AUCTIONS = 20;
const DEADLINE_MS = 400;
const LATE_MS = 50;

const farm = await bidderFarm();
const bidders = Array.from({ length: BIDDERS }, (_, index) =>
  bidder(`${farm.url}/${index < HANGING ? 'hang' : 'good'}`, { bidderId: `bidder_${index}` }),
);
const lateMs: number[] = [];
let bids = 0;
for (let run = 0; run < AUCTIONS; run += 1) {
  const startMs = performance.now();
  const { asked } = await hold(bidders, {}, DEADLINE_MS);
  lateMs.push(performance.now() - startMs - DEADLINE_MS);
  bids += asked.filter(({ kind }) => kind === 'bid').length;
}
await farm.close();

const latestMs = Math.round(Math.max(...lateMs) * 10) / 10;
console.log(
  JSON.stringify({
    bench: 'auction',
    bidders: BIDDERS,
    hanging: HANGING,
    auctions: AUCTIONS,
    bids,
    latestMs,
    lateLimitMs: LATE_MS,
  }),
);
if (latestMs > LATE_MS) {
  console.error(`an auction ended ${latestMs} ms after its deadline, more than ${LATE_MS}`);
  process.exitCode = 1;
}
