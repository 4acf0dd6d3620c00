import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../../kernel/time.ts';
import { cached } from '../../../platform/cache.ts';
import { planKey } from './keys.ts';
import { type Plan, planShape } from './model.ts';
import type { PlanReader, PlanStore } from './ports.ts';

async function read(
  client: DynamoDBDocumentClient,
  table: string,
  offerId: string,
  consistent: boolean,
): Promise<Plan | undefined> {
  const answer = await client.send(
    new GetCommand({ TableName: table, Key: planKey(offerId), ConsistentRead: consistent }),
  );
  return answer.Item && planShape.parse(answer.Item.plan);
}

export const dynamoPlans = (client: DynamoDBDocumentClient, table: string): PlanStore => ({
  get: (offerId) => read(client, table, offerId, true),

  async set({ offerId, plan }) {
    await client.send(new PutCommand({ TableName: table, Item: { ...planKey(offerId), plan } }));
  },

  async remove(offerId) {
    const { Attributes } = await client.send(
      new DeleteCommand({ TableName: table, Key: planKey(offerId), ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  },
});

/** Cached, as calls read them; most offers have none, and that is remembered too. */
export const dynamoPlanReader = (client: DynamoDBDocumentClient, table: string, clock: Clock): PlanReader => ({
  plan: cached((offerId) => read(client, table, offerId, false), clock),
});
