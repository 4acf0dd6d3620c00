import { choose } from '../shared/calls/routing/choose.ts';
import { diceOf } from '../shared/calls/routing/dice.ts';
import type { TargetState } from '../shared/calls/routing/model.ts';
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
