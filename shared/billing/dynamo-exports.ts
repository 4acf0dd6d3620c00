import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { isTransactionLost } from '../platform/dynamo.ts';
import { EXPORT_FORMATS, type Export } from './export.ts';
import { ACTIVE_EXPORTS, activeExportKey, exportKey, PART_PREFIX, partItemKey } from './keys.ts';
import type { ExportStore } from './ports.ts';

const stored = z.object({
  exportId: z.string(),
  format: z.enum(EXPORT_FORMATS),
  fromDay: z.string(),
  toDay: z.string(),
  state: z.enum(['running', 'done']),
  createdAtMs: z.int(),
  version: z.int(),
  day: z.string(),
  after: z.string().optional(),
  parts: z.int(),
  entries: z.int(),
});

const storedPart = z.object({ name: z.string(), sha256: z.string(), bytes: z.int(), entries: z.int() });

/** One worker goes on with a few exports a minute; more wait. */
const MAX_ACTIVE = 20;

export function dynamoExports(client: DynamoDBDocumentClient, table: string): ExportStore {
  async function get(exportId: string): Promise<Export | undefined> {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: exportKey(exportId), ConsistentRead: true }),
    );
    return Item && stored.parse(Item);
  }

  async function query(pk: string, prefix: string, limit?: number) {
    const items: unknown[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
          ConsistentRead: true,
          Limit: limit,
          ExclusiveStartKey: start,
        }),
      );
      items.push(...(answer.Items ?? []));
      start = limit === undefined ? answer.LastEvaluatedKey : undefined;
    } while (start);
    return items;
  }

  async function isDone(writes: NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: writes }));
      return true;
    } catch (error) {
      if (isTransactionLost(error)) return false;
      throw error;
    }
  }

  const put = (key: { pk: string; sk: string }, item: object, condition?: object) => ({
    Put: { TableName: table, Item: { ...key, ...item }, ...condition },
  });

  return {
    get,
    async create(started) {
      const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
      const { exportId } = started;
      if (await isDone([put(exportKey(exportId), started, isNew), put(activeExportKey(exportId), { exportId })])) {
        return started;
      }
      return (await get(exportId)) ?? started;
    },
    async active() {
      const ids = await query(ACTIVE_EXPORTS, '', MAX_ACTIVE);
      const found = await Promise.all(ids.map((item) => get(z.object({ exportId: z.string() }).parse(item).exportId)));
      return found.filter((each) => each !== undefined);
    },
    replace(before, after, part) {
      const condition = {
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': before.version },
      };
      const { exportId } = before;
      return isDone([
        put(exportKey(exportId), after, condition),
        ...(part ? [put(partItemKey(exportId, part.name), part)] : []),
        ...(after.state === 'done' ? [{ Delete: { TableName: table, Key: activeExportKey(exportId) } }] : []),
      ]);
    },
    parts: async (exportId) => (await query(exportKey(exportId).pk, PART_PREFIX)).map((item) => storedPart.parse(item)),
  };
}
