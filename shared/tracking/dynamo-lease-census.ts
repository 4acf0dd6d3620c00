import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { EpochMs } from '../kernel/time.ts';
import { NEVER, NONE } from './dynamo-lease-item.ts';
import { poolLeasesKey, shortageKey } from './keys.ts';
import type { LeaseCensus, LeaseGlance, PastClaim } from './ports.ts';

const MAX_NUMBERS = 10_000;
const PAGE_ITEMS = 1_000;
const MAX_HOURS = 200;

const holder = z.union([z.object({ f: z.int(), s: z.boolean().optional() }), z.literal(NONE)]).optional();

const glance = z.object({
  u: z.int(),
  c: z.int().optional(),
  u1: z.int().optional(),
  u2: z.int().optional(),
  h0: holder,
  h1: holder,
  h2: holder,
});

const shortage = z.object({ sk: z.string().transform(Number), visits: z.int() });

function read(item: unknown): LeaseGlance {
  const { u, c, u1, u2, h0, h1, h2 } = glance.parse(item);
  const claim = (held: typeof h0, endMs: EpochMs = 0): PastClaim[] =>
    held && held !== NONE ? [{ fromMs: held.f, endMs, stolen: held.s === true }] : [];
  const claims = [...claim(h0, u), ...claim(h1, u1), ...claim(h2, u2)];
  // A number remembers three: what was before the oldest of them nobody knows.
  const oldest = claims[2];
  return { endMs: u, callEndMs: c ?? 0, claims, knownSinceMs: oldest?.fromMs ?? 0 };
}

/** Reads a pool whole: about one read unit for every ten numbers, so it is for an operator's eyes, not for visits. */
export const dynamoLeaseCensus = (client: DynamoDBDocumentClient, tableName: string): LeaseCensus => ({
  async glance(poolId) {
    const found: LeaseGlance[] = [];
    let startKey: Record<string, unknown> | undefined;
    do {
      const answer: { Items?: unknown[]; LastEvaluatedKey?: Record<string, unknown> } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': poolLeasesKey(poolId) },
          ProjectionExpression: 'u, c, u1, u2, h0, h1, h2',
          ExclusiveStartKey: startKey,
          Limit: PAGE_ITEMS,
        }),
      );
      // What rests is in the pool no more.
      found.push(...(answer.Items ?? []).map(read).filter(({ endMs }) => endMs < NEVER));
      startKey = answer.LastEvaluatedKey;
    } while (startKey && found.length < MAX_NUMBERS);
    return found;
  },

  async shortages(poolId, sinceMs) {
    const since = shortageKey(poolId, sinceMs);
    const answer = await client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk >= :since',
        ExpressionAttributeValues: { ':pk': since.pk, ':since': since.sk },
        Limit: MAX_HOURS,
      }),
    );
    return (answer.Items ?? []).map((each) => {
      const { sk: hourMs, visits } = shortage.parse(each);
      return { hourMs, visits };
    });
  },
});
