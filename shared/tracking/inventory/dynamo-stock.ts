import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { BY_OWNER, ownerSort } from '../../catalog/keys.ts';
import { isConditionFailure } from '../../platform/dynamo.ts';
import { queryPage } from '../../platform/query-page.ts';
import { stockKey, stockOwner } from './keys.ts';
import { SHOPS, STOCK_STATES, STOCK_TRANSITIONS, type StockNumber } from './model.ts';
import type { StockStore } from './ports.ts';

const stored = z.object({
  number: z.string(),
  carrier: z.enum(SHOPS),
  state: z.enum(STOCK_STATES),
  carrierId: z.string().optional(),
  poolId: z.string().optional(),
  sinceMs: z.int(),
});

const itemOf = (number: StockNumber) => ({
  ...stockKey(number.number),
  ...{ ownerKey: stockOwner(number.state), ownerSort: ownerSort(number.sinceMs, number.number) },
  ...number,
});

/** The state and its instant: nobody changes a number twice in one millisecond without having seen the first change. */
const isAsSeen = (before: StockNumber | undefined) =>
  before
    ? {
        ConditionExpression: '#state = :state AND sinceMs = :since',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': before.state, ':since': before.sinceMs },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };

async function unlessLost(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}

/** Owned numbers in table `catalog`. */
export function dynamoStock(client: DynamoDBDocumentClient, table: string): StockStore {
  return {
    async get(number) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: stockKey(number), ConsistentRead: true }),
      );
      return Item && stored.parse(Item);
    },
    change(before, after) {
      if (before && !STOCK_TRANSITIONS[before.state].includes(after.state)) {
        throw new Error(`a number goes from ${before.state} to ${after.state} by no rule`);
      }
      return unlessLost(client.send(new PutCommand({ TableName: table, Item: itemOf(after), ...isAsSeen(before) })));
    },
    async forget(before) {
      await unlessLost(
        client.send(new DeleteCommand({ TableName: table, Key: stockKey(before.number), ...isAsSeen(before) })),
      );
    },
    list: (state, page) => {
      const list = { name: 'stock', fixed: { ownerKey: stockOwner(state) }, free: ['pk', 'sk', 'ownerSort'] };
      return queryPage(client, { table, index: BY_OWNER, list }, page, (item) => stored.parse(item));
    },
  };
}
