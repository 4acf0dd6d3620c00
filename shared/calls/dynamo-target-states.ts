import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { CapPeriod } from '../catalog/target-rules.ts';
import { Problem } from '../kernel/problem.ts';
import { minorStored } from '../kernel/schemas.ts';
import { type EpochMs, SECOND_MS } from '../kernel/time.ts';
import { answeredBps } from './answer-counts.ts';
import { periodKeys } from './capacity-limits.ts';
import type { TargetStates } from './explain-route.ts';
import { capacityKey } from './keys.ts';
import type { TargetState } from './routing/model.ts';

/** DynamoDB gives 100 items a request. */
const TARGETS_A_READ = 100;
/** Reads of one batch that may come back unfinished before we give up. */
const MAX_READS = 6;

const used = z.object({ k: z.string(), c: z.int(), a: minorStored });

const item = z.object({
  pk: z.string(),
  slots: z.record(z.string(), z.number()),
  used: z.object({ hour: used.optional(), day: used.optional(), month: used.optional(), total: used.optional() }),
  missed: z.object({ h: z.string(), hc: z.int(), d: z.string(), dc: z.int() }).optional(),
  answers: z.object({ k: z.int(), o: z.int(), a: z.int(), po: z.int(), pa: z.int() }).optional(),
});

/** The places of targets as they stand, for who only looks: a hundred targets a request, all at once, eventually consistent. */
export function dynamoTargetStates(client: DynamoDBDocumentClient, table: string, zone: string): TargetStates {
  async function readItems(targetIds: readonly string[]): Promise<readonly z.output<typeof item>[]> {
    const items: z.output<typeof item>[] = [];
    let keys: Record<string, unknown>[] = targetIds.map(capacityKey);
    for (let reads = 0; keys.length > 0; reads += 1) {
      if (reads >= MAX_READS) throw new Problem('unavailable', 'the table is busy; try again');
      const answer = await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys: keys } } }));
      items.push(...(answer.Responses?.[table] ?? []).map((each) => item.parse(each)));
      keys = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return items;
  }

  return {
    async read(targetIds, atMs) {
      const batches: string[][] = [];
      for (let at = 0; at < targetIds.length; at += TARGETS_A_READ) {
        batches.push(targetIds.slice(at, at + TARGETS_A_READ));
      }
      const items = (await Promise.all(batches.map(readItems))).flat();
      return new Map(items.map((each) => [each.pk.slice(each.pk.indexOf('#') + 1), stateOf(each, atMs, zone)]));
    },
  };
}

/** What of the counts belongs to the periods of that instant. */
function stateOf(
  { slots, used: counted, missed, answers }: z.output<typeof item>,
  atMs: EpochMs,
  zone: string,
): TargetState {
  const keys = periodKeys(atMs, zone);
  const running = (Object.keys(keys) as CapPeriod[]).flatMap((per) => {
    const count = counted[per];
    return count?.k === keys[per] ? [[per, { calls: count.c, amountMinor: count.a }] as const] : [];
  });
  const share = answers && answeredBps([answers], atMs);
  return {
    live: Object.values(slots).filter((expiresSeconds) => expiresSeconds * SECOND_MS > atMs).length,
    used: Object.fromEntries(running),
    unansweredInHour: missed?.h === keys.hour ? missed.hc : 0,
    unansweredInDay: missed?.d === keys.day ? missed.dc : 0,
    ...(share !== undefined && { answeredBps: share }),
  };
}
