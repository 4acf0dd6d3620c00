import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { PagedList } from '../platform/cursor.ts';
import { isTransactionLost } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { dealWrites, offerTouch } from './dynamo-deals.ts';
import { JOIN_STATES, type JoinRequest } from './joining.ts';
import { BY_OWNER, joinRequestKey, owner, ownerSort } from './keys.ts';
import type { JoinRequestStore, JoinSide } from './ports.ts';

const storedRequest = z.object({
  joinRequestId: z.string(),
  offerId: z.string(),
  advertiserId: z.string(),
  publisherId: z.string(),
  offerName: z.string().optional(),
  publisherName: z.string(),
  pages: z.array(z.string()),
  note: z.string(),
  state: z.enum(JOIN_STATES),
  askedAtMs: z.int().nonnegative(),
  decision: z
    .object({ by: z.enum(['advertiser', 'operator']), atMs: z.int(), reason: z.string().optional() })
    .optional(),
  version: z.int().positive(),
});

const requestItem = z.object({ asked: storedRequest });
const parseRequest = (item: unknown): JoinRequest => requestItem.parse(item).asked;

const listOf = ({ publisherId, advertiserId }: JoinSide): PagedList => {
  const ownerKey =
    publisherId === undefined
      ? advertiserId === undefined
        ? owner.joins
        : owner.joinsOfAdvertiser(advertiserId)
      : owner.joinsOfPublisher(publisherId);
  return { name: 'join-requests', fixed: { ownerKey }, free: ['pk', 'sk', 'ownerSort'] };
};

/** The request, and a copy of it in each of the other two lists: they are few, and change seldom. */
export function dynamoJoinRequests(client: DynamoDBDocumentClient, table: string): JoinRequestStore {
  function writesOf(asked: JoinRequest, seen: JoinRequest | undefined) {
    const { joinRequestId, advertiserId, publisherId, askedAtMs } = asked;
    const index = { ownerSort: ownerSort(askedAtMs, joinRequestId), asked };
    const item = { ...joinRequestKey.own(joinRequestId), ownerKey: owner.joinsOfAdvertiser(advertiserId), ...index };
    const condition = seen
      ? {
          ConditionExpression: '#asked.version = :seen',
          ExpressionAttributeNames: { '#asked': 'asked' },
          ExpressionAttributeValues: { ':seen': seen.version },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' };
    const copies = [
      { ...joinRequestKey.publisher(joinRequestId), ownerKey: owner.joinsOfPublisher(publisherId), ...index },
      { ...joinRequestKey.network(joinRequestId), ownerKey: owner.joins, ...index },
    ];
    return [
      { Put: { TableName: table, Item: item, ...condition } },
      ...copies.map((Item) => ({ Put: { TableName: table, Item } })),
    ];
  }

  async function write(
    TransactItems: NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>,
  ) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (isTransactionLost(error)) return false;
      throw error;
    }
  }

  return {
    async get(joinRequestId) {
      const Key = joinRequestKey.own(joinRequestId);
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && parseRequest(Item);
    },
    create: (asked) => write(writesOf(asked, undefined)),
    replace: (seen, next) => write(writesOf(next, seen)),
    async decide(seen, next, offer, deal) {
      const agreed = deal ? [offerTouch(table, offer), ...dealWrites(table, deal)] : [];
      return (await write([...writesOf(next, seen), ...agreed])) ? 'decided' : 'stale';
    },
    list(side, page, { state, offerId } = {}) {
      const where = { 'asked.state': state, 'asked.offerId': offerId };
      return queryPage(
        client,
        { table, index: BY_OWNER, list: listOf(side), where, newestFirst: true },
        page,
        parseRequest,
      );
    },
  };
}
