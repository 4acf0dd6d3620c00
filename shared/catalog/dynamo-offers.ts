import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { PageRequest } from '../kernel/page.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isTransactionLost } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { parseOffer, parseOfferHead } from './dynamo-items.ts';
import { BY_OWNER, marketKey, offerKey, offerVersionKey, owner, ownerSort, VERSION_PREFIX } from './keys.ts';
import type { OfferVersion } from './model.ts';
import type { OfferFilter, OfferHead, OfferStore } from './ports.ts';

const listOf = (name: string, ownerKey: string): PagedList => ({
  name,
  fixed: { ownerKey },
  free: ['pk', 'sk', 'ownerSort'],
});

/** The offer in the market while it is active, out of it while it is paused. */
function marketWrite(table: string, offer: OfferVersion) {
  if (offer.state === 'paused') return { Delete: { TableName: table, Key: marketKey(offer.offerId) } };
  const item = { ...marketKey(offer.offerId), ownerKey: owner.market, ownerSort: offer.offerId, offer };
  return { Put: { TableName: table, Item: item } };
}

/** A version is written once and never again. */
const versionWrite = (table: string, offer: OfferVersion) => ({
  Put: {
    TableName: table,
    Item: { ...offerVersionKey(offer.offerId, offer.version), offer },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** Current version, its immutable copy and its place in the market change together, or not at all. */
export function dynamoOffers(client: DynamoDBDocumentClient, table: string): OfferStore {
  const current = async (offerId: string): Promise<OfferHead | undefined> => {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: offerKey(offerId), ConsistentRead: true }),
    );
    return answer.Item ? parseOfferHead(answer.Item) : undefined;
  };
  const listed = (list: PagedList, page: PageRequest, { state, model }: OfferFilter = {}) => {
    const where = { 'offer.state': state, 'offer.model': model };
    return queryPage(client, { table, index: BY_OWNER, list, where }, page, parseOffer);
  };
  return {
    current,
    async create(offer) {
      const { offerId, advertiserId, createdAtMs } = offer;
      const index = { ownerKey: owner.offersOf(advertiserId), ownerSort: ownerSort(createdAtMs, offerId) };
      const head = { ...offerKey(offerId), ...index, dealsRev: 0, offer };
      const headWrite = { Put: { TableName: table, Item: head, ConditionExpression: 'attribute_not_exists(pk)' } };
      const writes = [headWrite, versionWrite(table, offer), marketWrite(table, offer)];
      try {
        await client.send(new TransactWriteCommand({ TransactItems: writes }));
        return offer;
      } catch (error) {
        const standing = isTransactionLost(error) ? await current(offerId) : undefined;
        if (!standing) throw error;
        return standing.offer;
      }
    },
    async revise(seen, next) {
      const headWrite = {
        Update: {
          TableName: table,
          Key: offerKey(next.offerId),
          UpdateExpression: 'SET offer = :next',
          ConditionExpression: 'offer.version = :seen AND dealsRev = :dealsRev',
          ExpressionAttributeValues: { ':next': next, ':seen': seen.offer.version, ':dealsRev': seen.dealsRev },
        },
      };
      const writes = [headWrite, versionWrite(table, next), marketWrite(table, next)];
      try {
        await client.send(new TransactWriteCommand({ TransactItems: writes }));
        return 'revised';
      } catch (error) {
        if (isTransactionLost(error)) return 'stale';
        throw error;
      }
    },
    ofAdvertiser: (advertiserId, page, filter) => listed(listOf('offers', owner.offersOf(advertiserId)), page, filter),
    market: (page, filter) => listed(listOf('market', owner.market), page, filter),
    versions(offerId, page) {
      const list: PagedList = { name: 'offer-versions', fixed: { pk: offerKey(offerId).pk }, free: ['sk'] };
      const prefix = { attribute: 'sk', value: VERSION_PREFIX };
      return queryPage(client, { table, list, prefix, newestFirst: true }, page, parseOffer);
    },
  };
}
