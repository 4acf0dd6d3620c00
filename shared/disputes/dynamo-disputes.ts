import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Page, PageRequest } from '../kernel/page.ts';
import { Problem } from '../kernel/problem.ts';
import { refusalKey } from '../outcomes/keys.ts';
import { batchGet } from '../platform/batch-get.ts';
import { isTransactionMet, isTransactionRefused } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { SK } from '../platform/table-schema.ts';
import { disputeKey, disputeOf, listKey, pointerItems, waitingKey, waitingSk } from './dispute-item.ts';
import type { Dispute } from './model.ts';
import type { DisputeStore } from './ports.ts';

const counted = z.object({ count: z.int().positive() });

const MAX_TRIES = 4;

/** Disputes in table `outcomes`; the lists hold names only, so that a step is one write of the dispute. */
export function dynamoDisputes(client: DynamoDBDocumentClient, tableName: string): DisputeStore {
  const put = (Item: Record<string, unknown>) => ({ Put: { TableName: tableName, Item } });
  const remove = (Key: Record<string, unknown>) => ({ Delete: { TableName: tableName, Key } });

  async function writeAll(
    TransactItems: NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]>['TransactItems'],
  ) {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      try {
        await client.send(new TransactWriteCommand({ TransactItems }));
        return true;
      } catch (error) {
        if (isTransactionRefused(error)) return false;
        // Taken for an answer, it would read as disputed already, and a returned lead would never be paid back.
        if (!isTransactionMet(error)) throw error;
      }
    }
    throw new Problem('unavailable', 'somebody else writes this dispute at the same time: try again');
  }

  /** The disputes of a page of pointers, in their order; pointers outlive no dispute. */
  async function named(pointers: readonly string[]): Promise<readonly Dispute[]> {
    const items = await batchGet(client, { table: tableName, consistent: true }, pointers.map(disputeKey));
    const found = new Map(items.map(disputeOf).map((dispute) => [dispute.disputeId, dispute]));
    return pointers.flatMap((disputeId) => found.get(disputeId) ?? []);
  }

  async function listOf(name: string, pk: string, page: PageRequest, newestFirst: boolean): Promise<Page<Dispute>> {
    const list = { name, fixed: { pk }, free: [SK] };
    const found = await queryPage(client, { table: tableName, list, newestFirst }, page, nameOf);
    return { ...found, items: await named(found.items) };
  }

  return {
    create(dispute) {
      const waiting = waitingKey(dispute);
      const item = { ...disputeKey(dispute.disputeId), ...dispute };
      // An advertiser disputes or asks for another one, never both.
      const refusal = { ...refusalKey(dispute.outcomeId), way: 'dispute' };
      const once = [item, ...(dispute.openedBy === 'advertiser' ? [refusal] : [])];
      return writeAll([
        ...once.map((Item) => ({
          Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
        })),
        ...pointerItems(dispute).map(put),
        ...(waiting ? [put(waiting)] : []),
      ]);
    },

    async get(disputeId) {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: disputeKey(disputeId), ConsistentRead: true }),
      );
      return Item && disputeOf(Item);
    },

    replace(before, after) {
      const [was, is] = [waitingKey(before), waitingKey(after)];
      const item = {
        Put: {
          TableName: tableName,
          Item: { ...disputeKey(after.disputeId), ...after },
          ConditionExpression: 'version = :seen',
          ExpressionAttributeValues: { ':seen': before.version },
        },
      };
      const isMoved = was?.sk !== is?.sk;
      return writeAll([item, ...(isMoved && was ? [remove(was)] : []), ...(isMoved && is ? [put(is)] : [])]);
    },

    list({ publisherId, advertiserId }, page) {
      const pk = publisherId === undefined ? listKey.advertiser(advertiserId ?? '') : listKey.publisher(publisherId);
      return listOf('disputes', pk, page, true);
    },

    waiting: (page) => listOf('disputes waiting', listKey.waiting, page, false),

    async due(nowMs, limit) {
      const { Items } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk < :end',
          ExpressionAttributeValues: { ':pk': listKey.waiting, ':end': waitingSk(nowMs + 1) },
          Limit: limit,
          ConsistentRead: true,
        }),
      );
      return named((Items ?? []).map(nameOf));
    },

    async nextNumber(offerId, month) {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: listKey.month(offerId, month),
          UpdateExpression: 'ADD #count :one',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return counted.parse(Attributes).count;
    },
  };
}

/** A pointer's sort key ends in the dispute's id, which holds no `#`. */
const nameOf = (pointer: Record<string, unknown>): string => {
  const sk = String(pointer[SK]);
  return sk.slice(sk.lastIndexOf('#') + 1);
};
