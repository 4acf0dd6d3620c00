import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { PagedList } from '../platform/cursor.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import { queryPage } from '../platform/query-page.ts';
import { parseAdvertiser } from './dynamo-items.ts';
import { advertiserKey, BY_OWNER, owner, ownerSort } from './keys.ts';
import type { AdvertiserStore } from './ports.ts';

const LIST: PagedList = {
  name: 'advertisers',
  fixed: { ownerKey: owner.advertisers },
  free: ['pk', 'sk', 'ownerSort'],
};

export function dynamoAdvertisers(client: DynamoDBDocumentClient, table: string): AdvertiserStore {
  const get: AdvertiserStore['get'] = async (advertiserId) => {
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: advertiserKey(advertiserId), ConsistentRead: true }),
    );
    return answer.Item ? parseAdvertiser(answer.Item) : undefined;
  };
  return {
    get,
    async create(advertiser) {
      const { advertiserId, createdAtMs } = advertiser;
      const item = {
        ...advertiserKey(advertiserId),
        ownerKey: owner.advertisers,
        ownerSort: ownerSort(createdAtMs, advertiserId),
        ...advertiser,
      };
      try {
        await client.send(
          new PutCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
        );
        return advertiser;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return (await get(advertiserId)) ?? advertiser;
      }
    },
    list: (page) => queryPage(client, { table, index: BY_OWNER, list: LIST }, page, parseAdvertiser),
  };
}
