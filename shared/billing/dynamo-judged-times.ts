import { BatchGetCommand, type BatchGetCommandOutput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { outcomeKey } from '../outcomes/keys.ts';
import type { JudgedTimes } from './ports.ts';

/** DynamoDB takes 100 keys a request. */
const MAX_KEYS = 100;
/** A throttled table hands keys back; each round serves some. */
const MAX_ROUNDS = 10;

const stored = z.object({ pk: z.string(), judgedSort: z.string().optional() });

/** When outcomes were judged, out of table `outcomes`. */
export function dynamoJudgedTimes(client: DynamoDBDocumentClient, table: string): JudgedTimes {
  async function readSome(outcomeIds: readonly string[]): Promise<unknown[]> {
    const items: unknown[] = [];
    let left: Record<string, unknown>[] = outcomeIds.map(outcomeKey);
    for (let round = 0; round < MAX_ROUNDS && left.length > 0; round += 1) {
      const answer: BatchGetCommandOutput = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ProjectionExpression: 'pk, judgedSort' } } }),
      );
      items.push(...(answer.Responses?.[table] ?? []));
      left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    if (left.length > 0) throw new Problem('unavailable', 'outcomes are busy; ask again');
    return items;
  }

  return {
    async of(outcomeIds) {
      const ids = [...new Set(outcomeIds)];
      const times = new Map<string, number>();
      for (let start = 0; start < ids.length; start += MAX_KEYS) {
        for (const item of await readSome(ids.slice(start, start + MAX_KEYS))) {
          const { pk, judgedSort } = stored.parse(item);
          if (judgedSort !== undefined) times.set(pk.slice('OUT#'.length), Number(judgedSort));
        }
      }
      return times;
    },
  };
}
