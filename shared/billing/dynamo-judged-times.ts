import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { outcomeKey } from '../outcomes/keys.ts';
import { batchGet } from '../platform/batch-get.ts';
import type { JudgedTimes } from './ports.ts';

const stored = z.object({ pk: z.string(), judgedSort: z.string().optional() });

/** When outcomes were judged, out of table `outcomes`. */
export function dynamoJudgedTimes(client: DynamoDBDocumentClient, table: string): JudgedTimes {
  return {
    async of(outcomeIds) {
      const items = await batchGet(client, { table, only: 'pk, judgedSort' }, outcomeIds.map(outcomeKey));
      const times = new Map<string, number>();
      for (const item of items) {
        const { pk, judgedSort } = stored.parse(item);
        if (judgedSort !== undefined) times.set(pk.slice('OUT#'.length), Number(judgedSort));
      }
      return times;
    },
  };
}
