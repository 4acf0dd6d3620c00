import { type DynamoDBDocumentClient, GetCommand, PutCommand, type PutCommandInput } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import type { Day } from '../kernel/time.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { judgedOutcome } from './contract.ts';
import { dynamoDayReader } from './dynamo-day-reader.ts';
import { factSort, factsKey, verdictSort } from './keys.ts';
import { BECAUSE, type KeptFact } from './model.ts';
import type { FactReader, FactStore, TraitReader } from './ports.ts';

const place = {
  offerId: z.string(),
  advertiserId: z.string(),
  publisherId: z.string(),
  model: z.string(),
  source: z.string(),
  setterId: z.string().optional(),
  campaign: z.string().optional(),
  medium: z.string().optional(),
  term: z.string().optional(),
  content: z.string().optional(),
  region: z.string().optional(),
  targetId: z.string().optional(),
  atMs: z.int(),
};

const traits = { ...place, outcomeId: z.string() };

/** What an outcome is, out of any fact about it: without the rest, and without when that was. */
const storedTraits = z.object(traits).omit({ atMs: true });

const stored = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('verdict'),
    ...traits,
    state: z.enum(['qualified', 'rejected']),
    failed: z.string().optional(),
    talkSeconds: z.int().optional(),
    attendance: z.string().optional(),
    chargeMinor: minorStored,
    payoutMinor: minorStored,
    currency: z.string().optional(),
  }),
  z.object({
    kind: z.literal('correction'),
    ...traits,
    causeId: z.string(),
    chargeMinor: minorStored,
    payoutMinor: minorStored,
    currency: z.string(),
    because: z.enum(BECAUSE),
  }),
  z.object({
    kind: z.literal('report'),
    ...traits,
    result: z.enum(['sold', 'unsold', 'bad']),
    saleMinor: minorStored,
    currency: z.string().optional(),
    revision: z.int(),
  }),
  z.object({ kind: z.literal('touch'), ...traits, responseSeconds: z.int() }),
  z.object({
    kind: z.literal('retainer'),
    ...place,
    retainerId: z.string(),
    month: z.string(),
    chargeMinor: minorStored,
    payoutMinor: minorStored,
    currency: z.string(),
  }),
]);

/** Facts in table `reports`: one small item each, under a name that follows from what happened. */
export function dynamoFacts(client: DynamoDBDocumentClient, tableName: string): FactStore & FactReader {
  const keyOf = (day: Day, fact: KeptFact) => ({ pk: factsKey(day), sk: factSort(fact) });
  /** Losing the condition is as it should be: what is there stands. */
  async function putUnless(Item: Record<string, unknown>, condition: Partial<PutCommandInput>): Promise<void> {
    try {
      await client.send(new PutCommand({ TableName: tableName, Item, ...condition }));
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
    }
  }
  return {
    async keepFirst(day, fact) {
      await putUnless({ ...fact, ...keyOf(day, fact) }, { ConditionExpression: 'attribute_not_exists(pk)' });
    },
    async traitsKept(day, outcome) {
      const Key = { pk: factsKey(day), sk: verdictSort(outcome) };
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && storedTraits.parse(Item);
    },
    async keep(day, fact) {
      // A verdict and a correction never change, so a repeat writes what is there; of reports the newest stands.
      const newest =
        fact.kind === 'report'
          ? {
              ConditionExpression: 'attribute_not_exists(revision) OR revision <= :revision',
              ExpressionAttributeValues: { ':revision': fact.revision },
            }
          : {};
      await putUnless({ ...fact, ...keyOf(day, fact) }, newest);
    },
    ...dynamoDayReader({ client, tableName, keyOf: factsKey, factsOf: (item) => [stored.parse(item)] }),
  };
}

/** Outcomes in table `outcomes`, as far as reports know them. */
export const dynamoTraits = (client: DynamoDBDocumentClient, tableName: string): TraitReader => ({
  async traitsOf(outcomeId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { pk: `OUT#${outcomeId}`, sk: 'OUT' }, ConsistentRead: true }),
    );
    if (Item?.judgedSort === undefined) return undefined;
    const { traits: found, verdict, isErased } = judgedOutcome(Item);
    return { traits: found, judgedAtMs: verdict.atMs, currency: verdict.currency, isErased };
  },
});
