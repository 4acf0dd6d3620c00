import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isDay } from '../kernel/time.ts';
import { roundKey } from './keys.ts';
import type { RoundStore } from './rebuild-nightly.ts';

const stored = z.object({ day: z.string().refine(isDay), after: z.string().optional() });

/** The night's round in table `reports`: one item. */
export const dynamoRounds = (client: DynamoDBDocumentClient, tableName: string): RoundStore => ({
  async get() {
    const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: roundKey, ConsistentRead: true }));
    return Item && stored.parse(Item);
  },
  async keep(round) {
    await client.send(new PutCommand({ TableName: tableName, Item: { ...roundKey, ...round } }));
  },
});
