import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { countedVersion, refuseStale } from '../platform/change-from.ts';
import type { PagedList } from '../platform/cursor.ts';
import { isConditionFailure, isTransactionLost } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { changeItem } from '../platform/versioned-item.ts';
import { parsePublisher } from './dynamo-items.ts';
import { BY_OWNER, owner, ownerSort, publisherKey, tagKeyKey } from './keys.ts';
import type { Publisher } from './model.ts';
import type { PublisherStore } from './ports.ts';

const LIST: PagedList = {
  name: 'publishers',
  fixed: { ownerKey: owner.publishers },
  free: ['pk', 'sk', 'ownerSort'],
};

const putOnce = (table: string, item: Record<string, unknown>) => ({
  Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' },
});

export function dynamoPublishers(client: DynamoDBDocumentClient, table: string): PublisherStore {
  const get = async (publisherId: string): Promise<Publisher | undefined> => {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: publisherKey(publisherId), ConsistentRead: true }),
    );
    return answer.Item ? parsePublisher(answer.Item) : undefined;
  };
  return {
    get,
    async create(publisher) {
      const { publisherId, tagKey, createdAtMs } = publisher;
      const index = { ownerKey: owner.publishers, ownerSort: ownerSort(createdAtMs, publisherId) };
      try {
        await client.send(
          new TransactWriteCommand({
            TransactItems: [
              putOnce(table, { ...publisherKey(publisherId), ...index, ...publisher }),
              putOnce(table, { ...tagKeyKey(tagKey), publisherId }),
            ],
          }),
        );
        return publisher;
      } catch (error) {
        const standing = isTransactionLost(error) ? await get(publisherId) : undefined;
        if (!standing) throw error;
        return standing;
      }
    },
    async change(publisherId, change, seenVersion) {
      if (Object.values(change).every((value) => value === undefined)) {
        const standing = await get(publisherId);
        if (standing) refuseStale(countedVersion(standing), seenVersion);
        return standing;
      }
      const changed = await changeItem(client, { table, key: publisherKey(publisherId) }, { ...change }, seenVersion);
      return changed && parsePublisher(changed);
    },
    async publishQuality(publisherId, quality) {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: publisherKey(publisherId),
            UpdateExpression: quality ? 'SET quality = :quality' : 'REMOVE quality',
            // The same score needs no write: its day is that of its last change.
            ConditionExpression: quality
              ? 'attribute_exists(pk) AND (attribute_not_exists(quality) OR quality.score <> :score)'
              : 'attribute_exists(pk)',
            ExpressionAttributeValues: quality && { ':quality': quality, ':score': quality.score },
          }),
        );
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },
    list: (page, { state } = {}) =>
      queryPage(client, { table, index: BY_OWNER, list: LIST, where: { state } }, page, parsePublisher),
  };
}
