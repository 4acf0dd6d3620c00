import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { NEVER, NONE } from './dynamo-lease-item.ts';
import { poolLeasesKey } from './keys.ts';
import type { LeaseCensus, LeaseGlance } from './ports.ts';

const MAX_NUMBERS = 10_000;
const PAGE_ITEMS = 1_000;

const glance = z.object({
  u: z.int(),
  c: z.int().optional(),
  u1: z.int().optional(),
  h0: z.union([z.object({ f: z.int() }), z.literal(NONE)]).optional(),
});

function read(item: unknown): LeaseGlance {
  const { u, c, u1, h0 } = glance.parse(item);
  return {
    endMs: u,
    callEndMs: c ?? 0,
    ...(h0 && h0 !== NONE ? { fromMs: h0.f } : {}),
    ...(u1 ? { previousEndMs: u1 } : {}),
  };
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
          ProjectionExpression: 'u, c, u1, h0.f',
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
});
