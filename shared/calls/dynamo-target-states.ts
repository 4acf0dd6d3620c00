import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CapPeriod } from '../catalog/target-rules.ts';
import { type EpochMs, SECOND_MS } from '../kernel/time.ts';
import { answeredBps } from './answer-counts.ts';
import { periodKeys } from './capacity-limits.ts';
import { shardIds } from './capacity-shards.ts';
import type { Stored } from './dynamo-capacity-item.ts';
import { readCapacityItems } from './dynamo-capacity-reads.ts';
import type { TargetStates } from './explain-route.ts';
import type { TargetState, Used } from './routing/model.ts';

/** The places of targets as they stand, for who only looks: all items of a target together. */
export function dynamoTargetStates(client: DynamoDBDocumentClient, table: string, zone: string): TargetStates {
  return {
    async read(targets, atMs) {
      const items = await readCapacityItems(client, table, targets.flatMap(shardIds));
      return new Map(
        targets.flatMap((target) => {
          const stored = shardIds(target).flatMap((id) => items.get(id) ?? []);
          return stored.length === 0 ? [] : [[target.targetId, stateOf(stored, atMs, zone)] as const];
        }),
      );
    },
  };
}

/** What of the counts belongs to the periods of that instant. Each item hears of every unanswered call, so one knows them all. */
function stateOf(stored: readonly Stored[], atMs: EpochMs, zone: string): TargetState {
  const keys = periodKeys(atMs, zone);
  const missed = stored.map((each) => each.missed);
  const answers = stored.flatMap((each) => each.answers ?? []);
  const share = answeredBps(answers, atMs);
  const expiries = stored.flatMap(({ slots }) => Object.values(slots));
  return {
    live: expiries.filter((expiresSeconds) => expiresSeconds * SECOND_MS > atMs).length,
    used: usedIn(stored, keys),
    unansweredInHour: Math.max(...missed.map((each) => (each?.h === keys.hour ? each.hc : 0))),
    unansweredInDay: Math.max(...missed.map((each) => (each?.d === keys.day ? each.dc : 0))),
    ...(share !== undefined && { answeredBps: share }),
  };
}

function usedIn(stored: readonly Stored[], keys: Readonly<Record<CapPeriod, string>>): TargetState['used'] {
  const sums: Partial<Record<CapPeriod, Used>> = {};
  for (const per of Object.keys(keys) as CapPeriod[]) {
    for (const { used } of stored) {
      const count = used[per];
      if (count?.k !== keys[per]) continue;
      const { calls, amountMinor } = sums[per] ?? { calls: 0, amountMinor: 0n };
      sums[per] = { calls: calls + count.c, amountMinor: amountMinor + count.a };
    }
  }
  return sums;
}
