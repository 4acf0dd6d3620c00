import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { chainKey } from './keys.ts';
import { type ChainRef, type ChainStep, type ChainStore, MAX_CHAIN_STEPS } from './ports.ts';

const stored = z.object({
  /** Outcome and when it began: two lists of one length stay smaller than a list of maps. */
  ids: z.array(z.string()).default([]),
  starts: z.array(z.int()).default([]),
  sold: z.string().optional(),
});

/** Others who join at the same moment are judged at the same moment: a handful. */
const MAX_TRIES = 8;

/** Chains in table `outcomes`: one item for a person in a chain, changed under conditions only. */
export function dynamoChains(client: DynamoDBDocumentClient, tableName: string): ChainStore {
  const read = async (chain: ChainRef) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: chainKey(chain), ConsistentRead: true }),
    );
    return stored.parse(Item ?? {});
  };

  /** False where the condition did not hold. */
  async function change(chain: ChainRef, update: Omit<UpdateCommand['input'], 'TableName' | 'Key'>): Promise<boolean> {
    try {
      await client.send(new UpdateCommand({ TableName: tableName, Key: chainKey(chain), ...update }));
      return true;
    } catch (error) {
      if (isConditionFailure(error)) return false;
      throw error;
    }
  }

  return {
    async join(chain, { outcomeId, startedAtMs }) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const { ids, starts } = await read(chain);
        const steps = ids.map((id, index): ChainStep => ({ outcomeId: id, startedAtMs: starts[index] ?? 0 }));
        const place = ids.indexOf(outcomeId);
        if (place >= 0) return steps.slice(0, place);
        if (ids.length >= MAX_CHAIN_STEPS) return steps;
        const isNext = await change(chain, {
          UpdateExpression:
            'SET ids = list_append(if_not_exists(ids, :none), :id), starts = list_append(if_not_exists(starts, :none), :start)',
          ConditionExpression: ids.length === 0 ? 'attribute_not_exists(ids)' : 'size(ids) = :count',
          ExpressionAttributeValues: {
            ...{ ':none': [], ':id': [outcomeId], ':start': [startedAtMs] },
            ...(ids.length === 0 ? {} : { ':count': ids.length }),
          },
        });
        if (isNext) return steps;
      }
      throw new Problem('unavailable', 'many steps of one chain are judged at once');
    },
    soldOn: async (chain) => (await read(chain)).sold,
  };
}
