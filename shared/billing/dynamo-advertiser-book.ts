import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { advertiserEntryItem, advertiserEntryOf } from '../ledger/advertiser-entry.ts';
import { isConditionFailure } from '../platform/dynamo.ts';
import type { AdvertiserBook } from './ports.ts';

/** Entries without a publisher, in table `ledger` under their advertiser: one conditional put, never an update. */
export const dynamoAdvertiserBook = (client: DynamoDBDocumentClient, tableName: string): AdvertiserBook => ({
  async book(entry) {
    const item = advertiserEntryItem(entry);
    try {
      await client.send(
        new PutCommand({ TableName: tableName, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
      );
      return entry;
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      const key = { pk: item.pk, sk: item.sk };
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
      return advertiserEntryOf(Item);
    }
  },
});
