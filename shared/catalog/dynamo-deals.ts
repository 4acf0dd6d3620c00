import { type DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { invariant } from '../kernel/result.ts';
import { minorStored } from '../kernel/schemas.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isTransactionLost } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { parseDeal } from './dynamo-items.ts';
import { BY_OWNER, DEAL_PREFIX, dealKey, dealVersionKey, offerKey, owner } from './keys.ts';
import type { Deal } from './model.ts';
import type { DealStore, OfferHead } from './ports.ts';

/** A query page holds 1 MB, some 5,000 deals: an offer with 100,000 publishers is beyond anything we know. */
const MAX_PAGES = 20;

const payoutItem = z.object({ payoutMinor: minorStored.optional() });

/** The offer must be as it was seen, and remembers that one of its deals changed. */
export const offerTouch = (table: string, { offer, dealsRev }: OfferHead) => ({
  Update: {
    TableName: table,
    Key: offerKey(offer.offerId),
    UpdateExpression: 'SET dealsRev = :next',
    ConditionExpression: 'offer.version = :seen AND dealsRev = :dealsRev',
    ExpressionAttributeValues: { ':next': dealsRev + 1, ':seen': offer.version, ':dealsRev': dealsRev },
  },
});

/** In the index only while it follows the publisher's quality. */
const followingKey = ({ offerId, publisherId, quality }: Deal) =>
  quality && { ownerKey: owner.followingOf(publisherId), ownerSort: offerId };

export const dealWrites = (table: string, deal: Deal) => [
  { Put: { TableName: table, Item: { ...dealKey(deal.offerId, deal.publisherId), ...followingKey(deal), ...deal } } },
  {
    Put: {
      TableName: table,
      Item: { ...dealVersionKey(deal.offerId, deal.publisherId, deal.version), ...deal },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
];

export function dynamoDeals(client: DynamoDBDocumentClient, table: string): DealStore {
  return {
    async current(offerId, publisherId) {
      const answer = await client.send(
        new GetCommand({ TableName: table, Key: dealKey(offerId, publisherId), ConsistentRead: true }),
      );
      return answer.Item ? parseDeal(answer.Item) : undefined;
    },
    async set(seen, next) {
      try {
        await client.send(
          new TransactWriteCommand({ TransactItems: [offerTouch(table, seen), ...dealWrites(table, next)] }),
        );
        return 'set';
      } catch (error) {
        if (isTransactionLost(error)) return 'stale';
        throw error;
      }
    },
    ofOffer(offerId, page) {
      const list: PagedList = { name: 'deals', fixed: { pk: offerKey(offerId).pk }, free: ['sk'] };
      return queryPage(client, { table, list, prefix: { attribute: 'sk', value: DEAL_PREFIX } }, page, parseDeal);
    },
    async following(publisherId) {
      const offerIds: string[] = [];
      let startKey: Record<string, unknown> | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: BY_OWNER,
            KeyConditionExpression: 'ownerKey = :following',
            ExpressionAttributeValues: { ':following': owner.followingOf(publisherId) },
            ExclusiveStartKey: startKey,
          }),
        );
        offerIds.push(...(answer.Items ?? []).map((item) => parseDeal(item).offerId));
        startKey = answer.LastEvaluatedKey;
        if (!startKey) return offerIds;
      }
      invariant(false, `publisher ${publisherId} has more deals than ${MAX_PAGES} pages hold`);
    },
    async highestPayoutMinor(offerId) {
      let highest: bigint | undefined;
      let startKey: Record<string, unknown> | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'pk = :offer AND begins_with(sk, :deals)',
            ExpressionAttributeValues: { ':offer': offerKey(offerId).pk, ':deals': DEAL_PREFIX },
            ProjectionExpression: 'payoutMinor',
            ConsistentRead: true,
            ExclusiveStartKey: startKey,
          }),
        );
        for (const item of answer.Items ?? []) {
          const { payoutMinor } = payoutItem.parse(item);
          if (payoutMinor !== undefined && (highest === undefined || payoutMinor > highest)) highest = payoutMinor;
        }
        startKey = answer.LastEvaluatedKey;
        if (!startKey) return highest;
      }
      invariant(false, `offer ${offerId} has more deals than ${MAX_PAGES} pages hold`);
    },
  };
}
