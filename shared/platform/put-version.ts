import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Item, isAt, isOwn, markOfWrite, standingItem } from './versioned-item.ts';

const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };

const isOf = (version: number) => ({
  ConditionExpression: `attribute_exists(pk) AND ${isAt(version)}`,
  ExpressionAttributeNames: { '#version': 'version' },
  ExpressionAttributeValues: { ':seen': version },
});

/** Puts an item, which carries its new `version`, in the place of a version of it, 0 for none; `stale` when another one is there by now. */
export async function putVersion(
  client: DynamoDBDocumentClient,
  table: string,
  item: Readonly<Item> & { readonly version?: number | undefined },
  seenVersion: number,
): Promise<'put' | 'stale'> {
  const mark = markOfWrite();
  try {
    await client.send(
      new PutCommand({
        ...{ TableName: table, Item: { ...item, ...mark } },
        ...(seenVersion === 0 ? isNew : isOf(seenVersion)),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return 'put';
  } catch (error) {
    return isOwn(standingItem(error), mark) ? 'put' : 'stale';
  }
}
