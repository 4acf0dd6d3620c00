import { type DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { minorStored } from '../kernel/schemas.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { changeItem } from '../platform/versioned-item.ts';
import { RETAINERS, retainerKey, retainerMonthKey, retainerMonthsPk } from './billing-keys.ts';
import { MAX_RETAINERS, type Retainer, type RetainerMonth, type RetainerStore } from './retainer.ts';

const stored = z.object({
  retainerId: z.string(),
  advertiserId: z.string(),
  publisherId: z.string(),
  offerId: z.string(),
  currency: z.string(),
  chargeMinor: minorStored,
  payoutMinor: minorStored,
  minimumDelivered: z.int().nonnegative(),
  fromMonth: z.string(),
  untilMonth: z.string().optional(),
  createdAtMs: z.int(),
  version: z.int().positive().optional(),
});

const storedMonth = z.object({ month: z.string(), delivered: z.int(), isOwed: z.boolean() });

/** Ten years of a retainer. */
const MAX_MONTHS = 120;

/** Retainers and what was decided of their months, in table `payouts`. */
export function dynamoRetainers(client: DynamoDBDocumentClient, table: string): RetainerStore {
  const read = async (key: object): Promise<Record<string, unknown> | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key: { ...key }, ConsistentRead: true }))).Item;

  /** Puts an item unless there is one; gives what stands. */
  async function putOnce(key: object, item: object): Promise<Record<string, unknown>> {
    const put = { TableName: table, Item: { ...key, ...item }, ConditionExpression: 'attribute_not_exists(pk)' };
    try {
      await client.send(new PutCommand(put));
      return { ...item };
    } catch (error) {
      const standing = isConditionFailure(error) ? await read(key) : undefined;
      if (!standing) throw error;
      return standing;
    }
  }

  return {
    create: async (retainer): Promise<Retainer> =>
      stored.parse(await putOnce(retainerKey(retainer.retainerId), retainer)),
    async get(retainerId) {
      const item = await read(retainerKey(retainerId));
      return item && stored.parse(item);
    },
    async all() {
      const found: Retainer[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const answer: { Items?: unknown[]; LastEvaluatedKey?: Record<string, unknown> } = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': RETAINERS },
            ExclusiveStartKey: start,
            ConsistentRead: true,
          }),
        );
        found.push(...(answer.Items ?? []).map((item) => stored.parse(item)));
        start = answer.LastEvaluatedKey;
      } while (start && found.length < MAX_RETAINERS);
      return found;
    },
    async end(retainerId, untilMonth, seenVersion) {
      const changed = await changeItem(client, { table, key: retainerKey(retainerId) }, { untilMonth }, seenVersion);
      return changed && stored.parse(changed);
    },
    decide: async (retainerId, decision): Promise<RetainerMonth> =>
      storedMonth.parse(await putOnce(retainerMonthKey(retainerId, decision.month), decision)),
    async months(retainerId) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': retainerMonthsPk(retainerId) },
          ScanIndexForward: false,
          Limit: MAX_MONTHS,
        }),
      );
      return Items.map((item) => storedMonth.parse(item));
    },
  };
}
